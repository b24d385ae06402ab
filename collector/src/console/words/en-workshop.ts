/** English words of the pages for who runs the shop's site. */
export const workshopWordsEn = {
  delivery: {
    title: 'Delivery books',
    help: 'Every event that reached the collector has exactly one outcome, so the columns add up.',
    lastHour: 'The last hour, by the minute',
    lastDay: 'The last 24 hours, by the hour',
    when: 'When',
    received: 'Received',
    stored: 'Stored',
    duplicate: 'Sent twice',
    no_consent: 'No consent',
    bot: 'Robots',
    rejected: 'Rejected',
    replayed: 'Replayed',
    sum: 'Sum',
    balanced: 'The books balance: received is the sum of the outcomes.',
    unbalanced: (text: string) =>
      `The books do not balance: ${text} events lack an outcome. Please report this as a bug.`,
    late: (n: number, text: string) =>
      n === 1
        ? `${text} event was recognised late as sent twice.`
        : `${text} events were recognised late as sent twice.`,
    lateHelp: (stored: string, distinct: string) =>
      `${stored} stored − ${distinct} distinct. They are stored once, and counted once everywhere.`,
    empty: 'Nothing has arrived in this time',
    emptyHelp: 'Put the script tag on your shop and watch the first event arrive.',
    rejections: 'Why events were rejected',
    rejectionsHelp: 'In the last 30 days. Most often a page sends a field in the wrong form.',
    noRejections: 'No event was rejected. Well done.',
    code: 'Reason',
    path: 'Field',
    message: 'What was expected and what came',
    count: 'Events',
    last: 'Last',
    server: 'From your shop’s server, in the last 24 hours',
    serverHelp: 'Orders, refunds and contacts. One that is sent again replaces the one before.',
    bots: 'Robots by name',
    botsHelp:
      'In the last 30 days: programs that came with a visitor’s permission. They count nowhere else. Those without permission are counted under “No consent”.',
    noBots: 'No robot was seen.',
    family: 'Calls itself',
    first: 'First',
    replayTitle: 'Judge rejected events again',
    replayAsk: (n: number, text: string) =>
      n === 1
        ? `${text} rejected event is kept with its content. Judge it again?`
        : `${text} rejected events are kept with their content. Judge them again?`,
    replayHelp:
      'Worth it after an update or a change of limits. What passes today is stored once, with its own time, if its visitor still allows it. Doing this twice changes nothing.',
    replayDo: 'Judge them now',
    replayBack: 'Back to the delivery books',
    replayStored: (n: number, text: string) =>
      n === 0
        ? 'None of them passes today, so nothing was stored.'
        : `${text} ${n === 1 ? 'event is' : 'events are'} stored now, and booked as replayed.`,
    replayRejected: (n: number, text: string) =>
      n === 1
        ? `${text} is still not as it should be, and stays rejected.`
        : `${text} are still not as they should be, and stay rejected.`,
    replayNoConsent: (n: number, text: string) =>
      `${text} ${n === 1 ? 'was' : 'were'} left alone: the visitor has withdrawn permission since.`,
    chartHelp: (received: string) => `${received} events received in the last 24 hours.`,
  },
  siteTest: {
    title: 'Test my site',
    help: 'Put the tag on your pages, open one of them, and watch this page.',
    step1: 'Put this at the start of the body of every page',
    step1Help: (origin: string) => `For the pages of ${origin}.`,
    step2: 'Open a page of your shop',
    step2Help:
      'Give consent in the banner: without it nothing may be sent, and nothing will arrive.',
    step3: 'See what arrives',
    origins: 'Where your tag may run',
    origin: 'Address of your shop',
    originHelp: 'Such as https://shop.example',
    check: 'Check',
    listed: 'on the list of this shop',
    notListed: 'not on the list of this shop',
    notListedHelp: 'Add it to “origins” in the config file and restart the collector.',
    badOrigin: 'This is not the address of a page. It should look like https://shop.example',
    lastEvent: (when: string) => `last event ${when}`,
    noEvent: 'no event in the last 30 days',
    noEventHelp: 'The tag is missing there, or nobody who allows measuring has come by.',
    refusals: 'Requests that were refused',
    refusalsHelp: 'Since the collector started, newest first.',
    noRefusals: 'No request was refused.',
    when: 'When',
    from: 'From',
    what: 'What was called',
    why: 'Why',
    noOrigin: 'no address given',
    recent: 'Arrived in the last 15 minutes',
  },
};
