/** Version of the package, put in by the build. */
declare const TENDERO_VERSION: string;
