/** The time now, in ms UTC; passed in, so that tests own it. */
export type Clock = () => number;
