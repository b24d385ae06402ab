/** The words of the consent banner in one language; the widget has defaults for English and Spanish. */
export interface NoticeTexts {
  title: string;
  text: string;
  /** Link to the shop's privacy page. */
  policyUrl?: string;
}

/** The answer to `GET /v1/site?key=`: what a page may know about its shop before any consent. */
export interface SiteInfo {
  name: string;
  locale: string;
  currency: string;
  notice: {
    /** A new version makes the banner ask again. */
    version: string;
    texts: Record<string, NoticeTexts>;
    /** Months after which the banner asks again. */
    renewAfterMonths: number;
  };
  /** Login providers that the collector can verify. */
  providers: { id: string; name: string }[];
}
