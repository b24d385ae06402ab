/**
 * Each browser's customer by verified login; of several the latest, because a browser that changes hands
 * belongs to who uses it now. Needs `{site:String}`.
 */
export const LINKS_SQL = `
  SELECT visitor_id, argMax(customer_id, (linked_at, customer_id)) AS linked_customer_id
  FROM identities FINAL
  WHERE site_id = {site:String}
  GROUP BY visitor_id`;

/** Browsers that the shop's own team uses. Needs `{site:String}`. */
export const TEAM_VISITORS_SQL = `
  SELECT visitor_id FROM events_analytics WHERE site_id = {site:String} AND internal AND visitor_id != ''`;

/**
 * One row a person: `kind` (`customer` or `visitor`), `id`, `orders`, `first_at`, `last_active_at`.
 * A person is the customer that a verified login or an order names, else the browser. Orders count without
 * consent, as the shop's own books; but who they tie to a browser only counts while consent for analytics stands.
 * Needs `{site:String}` and `{team:Bool}`.
 */
export const PEOPLE_SQL = `
  SELECT
    if(person_customer != '', 'customer', 'visitor') AS kind,
    if(person_customer != '', person_customer, seen_visitor) AS id,
    sum(seen_orders) AS orders,
    min(first_seen) AS first_at,
    max(last_seen) AS last_active_at
  FROM (
    SELECT
      seen_visitor, seen_orders, first_seen, last_seen,
      if(seen_customer != '', seen_customer, links.linked_customer_id) AS person_customer
    FROM (
      SELECT visitor_id AS seen_visitor, '' AS seen_customer, 0 AS seen_orders, min(time) AS first_seen, max(time) AS last_seen
      FROM events_analytics
      WHERE site_id = {site:String} AND visitor_id != '' AND (NOT internal OR {team:Bool})
      GROUP BY visitor_id
      UNION ALL
      SELECT
        if((site_id, visitor_id) IN (SELECT site_id, visitor_id FROM consent_states FINAL WHERE has(granted, 'analytics')), visitor_id, '') AS seen_visitor,
        customer_id AS seen_customer, 1 AS seen_orders, placed_at AS first_seen, placed_at AS last_seen
      FROM orders FINAL
      WHERE site_id = {site:String} AND ({team:Bool} OR visitor_id NOT IN (${TEAM_VISITORS_SQL}))
    ) AS seen
    LEFT JOIN (${LINKS_SQL}) AS links ON links.visitor_id = seen.seen_visitor
  )
  WHERE person_customer != '' OR seen_visitor != ''
  GROUP BY kind, id`;
