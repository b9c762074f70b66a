/**
 * One statement: lock the events (each once, for the bus may bring one twice in a batch), find the streams by index, take sequence numbers under the streams' head locks (in id
 * order, so that no two fan-outs wait in a circle; held to the commit, so that sequence order is commit order), write the
 * log. A disabled stream is owed nothing; a paused one is (SSF 1.0 §8.1.2.1).
 *
 * Streams for all subjects come from stream_interest and lose those that removed the subject. Streams for none come from
 * the terms of the subjects that they added: rule by rule of SSF 1.0 §8.1.3.1, no member that both subjects have may
 * differ, and complex subjects without a common member match too.
 * $1 event ids in order, $2 now.
 */
export const FAN_OUT = `
with due as (
  select e.id, e.type, e.tenant_id, e.terms, g.position,
    array(select split_part(t, '=', 1) from unnest(e.terms) t) as members
  from (
    select id, min(position) as position from unnest($1::uuid[]) with ordinality as given(id, position) group by id) g
  join event e on e.id = g.id
  where e.fanned_out_at is null order by e.id for update of e),
done as (
  update event set fanned_out_at = $2 where id in (select id from due) returning id),
candidate as (
  select due.id as event_id, i.stream_id
  from due join stream_interest i on i.tenant_id = due.tenant_id and i.event_type = due.type and i.is_for_all
  where not exists (
    select 1 from unnest(due.terms) as term
    join stream_subject_term t on t.term = term.term and t.stream_id = i.stream_id
    join stream_subject x on x.stream_id = t.stream_id and x.subject_key = t.subject_key
    where x.mode = 'exclude' and x.changes_at <= $2 and x.terms <@ due.terms)
  union
  select due.id, x.stream_id
  from due cross join lateral unnest(due.terms) as term
  join stream_subject_term t on t.term = term.term
  join stream_subject x on x.stream_id = t.stream_id and x.subject_key = t.subject_key
  join stream_interest i on i.tenant_id = due.tenant_id and i.event_type = due.type and not i.is_for_all and i.stream_id = x.stream_id
  where x.mode = 'include' and (x.changes_at is null or x.changes_at > $2)
    and not exists (select 1 from unnest(x.terms) as own where own <> all(due.terms) and split_part(own, '=', 1) = any(due.members))
  union
  select due.id, x.stream_id
  from due join stream_interest i on i.tenant_id = due.tenant_id and i.event_type = due.type and not i.is_for_all
  join stream_subject x on x.stream_id = i.stream_id and x.shape <> ''
  where due.members <> '{""}' and x.mode = 'include' and (x.changes_at is null or x.changes_at > $2)
    and not string_to_array(x.shape, ',') && due.members),
owed as (
  select c.event_id, due.position, c.stream_id from candidate c join due on due.id = c.event_id
  join stream s on s.id = c.stream_id and s.status <> 'disabled'),
locked as (
  select stream_id from stream_head where stream_id in (select stream_id from owed) order by stream_id for update),
heads as (
  update stream_head h set next_seq = h.next_seq + n.count
  from (select stream_id, count(*) as count from owed group by stream_id) n
  where h.stream_id = n.stream_id and h.stream_id in (select stream_id from locked)
  returning h.stream_id, h.next_seq - n.count as first_seq),
log as (
  insert into delivery (stream_id, seq, event_id, at)
  select owed.stream_id, heads.first_seq + row_number() over (partition by owed.stream_id order by owed.position, owed.event_id) - 1,
    owed.event_id, $2
  from owed join heads using (stream_id) returning stream_id)
select (select count(*) from done) as events, (select count(*) from log) as owed,
  (select array_agg(distinct stream_id) from log) as streams`
