import { followTcf } from './tcf-consent.ts';

// For the script tag.
followTcf();
