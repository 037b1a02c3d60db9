/** Facts with the names of what they count: the part that several queries begin with. */

/** A recording as people know it: its ISRC, or its title. */
export const LABEL = "coalesce(nullif(c.isrc, ''), nullif(r.isrc, ''), r.title, '')";
/** Facts `f` with their names; figures that newer exports cover, and shares of playlists, are left out. */
export const FACTS = `from facts f join sources s on s.id = f.source join units u on u.id = f.unit
  left join services v on v.id = f.service left join territories t on t.id = f.territory
  left join recordings r on r.id = f.recording left join recordings c on c.id = r.same_as
  where not f.shadowed and f.quantity is not null
    and (f.context is null or not exists (select 1 from contexts x where x.id = f.context and x.name like 'playlist:%'))`;
