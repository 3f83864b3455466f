// What held elements wait for: ids of categories and services, with `!` those that must be refused.

/** `services`: each category's, as a Map. */
export function createConditions({ names }, services, has, isDecided) {
  /** The ids that an element with these attributes waits for; there is always one. */
  const needs = ({ category = "", service }) =>
    service
      ? // A service narrows its category, so it must be one of that category's.
        [services.get(category)?.includes(bare(service)) ? service : ""]
      : category.split(" ");

  /** Whether an id is met; what is unknown never is. Undecided, nothing counts as refused. */
  const isMet = (id) =>
    isNegated(id)
      ? isDecided() && Object.hasOwn(names, bare(id)) && !has(bare(id))
      : has(id);

  return {
    needs,
    /** Whether an element held by these attributes may run or load. */
    isGranted: (dataset) => needs(dataset).every(isMet),
    /** The services that it waits for. */
    servicesOf: (dataset) => needs(dataset).flatMap((id) => services.get(bare(id)) ?? bare(id)),
  };
}

export const isNegated = (id) => id[0] === "!";
const bare = (id) => id.replace("!", "");
