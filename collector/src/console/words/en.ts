import { peopleWordsEn } from './en-people.ts';
import { shelvesWordsEn } from './en-shelves.ts';
import { workshopWordsEn } from './en-workshop.ts';

/** What the console says in English; its shape is the shape of every language. */
export const en = {
  ...peopleWordsEn,
  ...shelvesWordsEn,
  ...workshopWordsEn,
  name: 'English',
  otherLanguage: 'Español',
  nav: {
    overview: 'Overview',
    live: 'Live',
    segments: 'Segments',
    together: 'Bought together',
    recommendations: 'Shelves',
    experiments: 'Experiments',
    delivery: 'Delivery books',
    siteTest: 'Test my site',
    label: 'Pages of the console',
    sites: 'Shop',
    skip: 'Skip to content',
  },
  common: {
    includeTeam: 'Include our team',
    excludeTeam: 'Leave our team out',
    teamIsIn: 'Our team is included',
    logOut: 'Log out',
    show: 'Show',
    asTable: 'The figures as a table',
    since: (when: string) => `since ${when}`,
    today: 'today',
    notFound: 'There is nothing here',
    notFoundHelp:
      'The link may be from before the collector was restarted. Find it again from the menu.',
    failed: 'That did not work',
    failedHelp: 'The database gave no answer in time. Try again in a moment.',
    refused: 'This form was not accepted',
    refusedHelp:
      'It did not come from this console, or it waited too long. Go back, reload the page and try again.',
    insecureHelp:
      'Your browser does not say where the form came from. Open the console through https, or through localhost.',
    back: 'To the overview',
  },
  login: {
    title: 'Come in',
    name: 'Name',
    password: 'Password',
    submit: 'Log in',
    wrong: 'Name and password do not fit together.',
    wait: (minutes: number) =>
      `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    noUsers: 'Nobody may log in yet: add a user to “console.users” in the config.',
  },
  overview: {
    title: (site: string) => `How ${site} is doing`,
    day: 'Day',
    visitors: 'Visitors',
    pageViews: 'Page views',
    orders: 'Orders',
    revenue: (currency: string) => `Sold in ${currency}`,
    conversion: 'Visitors who bought',
    conversionHelp: (buyers: string, visitors: string) => `${buyers} of ${visitors}`,
    before: (value: string) => `the day before: ${value}`,
    sinceMidnight: (zone: string) => `since 00:00, ${zone} time`,
    wholeDay: (day: string) => `the whole of ${day}`,
    byHour: 'By the hour',
    byDay: 'The last 30 days',
    thisDay: 'this day',
    dayBefore: 'the day before',
    thisMonth: '30 days',
    monthBefore: 'the 30 before',
    chartHelp: (name: string, total: string, before: string) =>
      `${name}: ${total}; in the period before: ${before}.`,
    soFar: 'so far',
    noFigures:
      'Nothing to draw yet, neither in this time nor in the one before. Choose another day above.',
    hour: 'Hour',
    unconfirmed: (n: number, text: string) =>
      `${text} ${n === 1 ? 'purchase' : 'purchases'} seen in browsers without an order from your shop’s server:`,
    unconfirmedHelp:
      'They are not in the sums above, because only your shop’s server counts for money.',
    refunds: (n: number, text: string) =>
      `${text} ${n === 1 ? 'refund' : 'refunds'}, not taken off the sums above:`,
    viewed: 'Most looked at',
    bought: 'Most bought',
    product: 'Product',
    people: 'People',
    pieces: 'Pieces',
    last30: (from: string) => `since ${from}`,
    noViews:
      'Nobody has looked at a product in these 30 days. Does your shop send view_item? “Test my site” shows what arrives.',
    noSales:
      'No order in these 30 days. Send orders from your shop’s server, or import your past orders.',
    consent: 'What people allow',
    consentHelp: (people: string, from: string) =>
      `Of ${people} who decided since ${from}. Whoever refuses everything at the first banner leaves no trace, and so is not counted.`,
    noConsent: 'No decision has arrived in these 30 days. Add the consent widget to your pages.',
    purposes: {
      analytics: 'Measuring',
      personalization: 'Recommendations and offers',
      marketing: 'Being contacted',
      social: 'Profile from a social login',
    },
    empty: 'No events on this day yet',
    emptyHelp: 'Put the script tag on your shop and watch the first event arrive.',
    emptyLast: (day: string) => `The last day with something to see is ${day}.`,
    emptyAction: 'Test my site',
  },
};

/** All that the console says. */
export type Words = typeof en;
