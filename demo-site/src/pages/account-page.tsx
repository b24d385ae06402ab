import type { Account, Order } from '../shop/books.ts';
import { Field } from './field.tsx';
import { Layout } from './layout.tsx';
import { euros } from './texts.ts';
import type { Visit } from './visit.ts';

/** What went wrong at the door. */
export type DoorProblem = 'loginFailed' | 'signUpFailed' | 'emailTaken' | 'providerFailed';

interface AccountProps {
  readonly visit: Visit;
  readonly account: Account;
  readonly orders: readonly Order[];
}

/** The account of whoever is logged in. */
export function AccountPage({ visit, account, orders }: AccountProps) {
  const { texts, link, language } = visit;
  return (
    <Layout visit={visit} title={texts.accountTitle}>
      <div class="title">
        <h1>{texts.hello(account.name)}</h1>
        <p>{account.email}</p>
      </div>
      <h2>{texts.orders}</h2>
      {orders.length === 0 && <p>{texts.noOrders}</p>}
      <ul class="small orders">
        {orders.map((order) => (
          <li>
            <a href={link(`/order/${order.id}`)}>{order.id}</a>
            <time datetime={new Date(order.time).toISOString()}>
              {new Date(order.time).toLocaleDateString(language)}
            </time>
            <span>{euros(order.totalCents, language)}</span>
          </li>
        ))}
      </ul>
      <form method="post" action={link('/account/logout')}>
        <button class="quiet">{texts.logOut}</button>
      </form>
      <tendero-recommendations slot-id="account-for-you" strategy="for_you" limit="6" />
    </Layout>
  );
}

/** The ways in: log in, sign up, or come with the provider's login. */
export function DoorPage({ visit, problem }: { visit: Visit; problem?: DoorProblem }) {
  const { texts, link } = visit;
  return (
    <Layout visit={visit} title={texts.accountTitle}>
      <h1>{texts.accountTitle}</h1>
      {problem && (
        <p class="problem" role="alert">
          {texts[problem]}
        </p>
      )}
      <div class="doors">
        <form class="panel sheet" method="post" action={link('/account/login')}>
          <h2>{texts.logIn}</h2>
          <Field label={texts.email} name="email" type="email" complete="email" />
          <Field
            label={texts.password}
            name="password"
            type="password"
            complete="current-password"
          />
          <button>{texts.logIn}</button>
        </form>
        <form class="panel sheet" method="post" action={link('/account/signup')}>
          <h2>{texts.signUp}</h2>
          <Field label={texts.fullName} name="name" complete="name" />
          <Field label={texts.email} name="email" type="email" complete="email" />
          <Field
            label={texts.password}
            name="password"
            type="password"
            complete="new-password"
            note={texts.passwordNote}
          />
          <button>{texts.signUpAction}</button>
        </form>
        <div class="panel">
          <h2>{texts.social}</h2>
          <a class="button quiet" href={link('/account/plaza')} data-social="demo">
            {texts.socialAction}
          </a>
        </div>
      </div>
    </Layout>
  );
}
