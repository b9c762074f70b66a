import { SubjectView, subjectIn } from '../../parts/subject.tsx'

/** Whom an approval is about: a subject, or what a policy calls a principal. */
export function Whom({ about }: { about: string }) {
  const subject = subjectIn(about)
  return subject ? (
    <SubjectView subject={subject} isShort />
  ) : (
    <span className="break">{about}</span>
  )
}
