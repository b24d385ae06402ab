import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSafely } from '../lib/write-safely.ts';

/** A customer of the shop. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Absent where the person only comes through the login provider. */
  readonly passwordHash?: string;
  /** `sub` at the login provider. */
  readonly subject?: string;
}

/** A finished order, as its page shows it. */
export interface Order {
  readonly id: string;
  readonly customerId?: string;
  readonly time: number;
  readonly name: string;
  readonly lines: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly cents: number;
  }[];
  readonly shippingCents: number;
  readonly totalCents: number;
}

/** The shop's own books: customers and orders, in one file of the data folder. */
export interface Books {
  findAccount: (test: (account: Account) => boolean) => Account | undefined;
  addAccount: (account: Account) => void;
  findOrder: (id: string) => Order | undefined;
  ordersOf: (customerId: string) => readonly Order[];
  addOrder: (order: Order) => void;
}

interface Content {
  readonly accounts: Account[];
  readonly orders: Order[];
}

/** Opens the books in `directory`; each change is on disk when the call returns. */
export function openBooks(directory: string): Books {
  const path = join(directory, 'shop.json');
  // Only this function writes the file.
  const content: Content = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { accounts: [], orders: [] };
  const save = (): void => writeSafely(path, JSON.stringify(content));
  return {
    findAccount: (test) => content.accounts.find(test),
    addAccount: (account) => {
      content.accounts.push(account);
      save();
    },
    findOrder: (id) => content.orders.find((order) => order.id === id),
    ordersOf: (customerId) =>
      content.orders.filter((order) => order.customerId === customerId).toReversed(),
    addOrder: (order) => {
      content.orders.push(order);
      save();
    },
  };
}
