/** The package's entry warns on every Node that isn't the newest; the class itself runs on all of ours. */
declare module 'oidc-provider/lib/provider.js' {
  export { Provider } from 'oidc-provider';
}
