/** Limits that no shop meets stand out of the way of what is measured. */
export const NO_LIMITS = {
  requestsPerSecondOfAddress: 1e6,
  requestsPerSecondOfKey: 1e6,
  requestsPerSecondOfVisitor: 1e6,
};
