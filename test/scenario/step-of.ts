import { z } from 'zod'

type Shapes = Record<string, z.ZodType>
type StepIn<S extends Shapes> = {
  [Name in keyof S & string]: { name: Name; with: z.infer<S[Name]> }
}[keyof S & string]

/**
 * A step is an object with one member, whose name says what it is: `- signal: {…}`. A union would only say that nothing
 * fits; this says what is wrong with the one that is meant.
 */
export const StepOf = <S extends Shapes>(shapes: S) =>
  z.record(z.string(), z.unknown()).transform((given, context): StepIn<S> => {
    const [name = '', ...more] = Object.keys(given)
    const shape = shapes[name]
    if (!shape || more.length > 0) {
      const known = Object.keys(shapes).join(', ')
      const message = shape
        ? `a step is one thing: ${name} and ${more.join(', ')} are several`
        : `no step is called ${name}: there are ${known}`
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    const parsed = shape.safeParse(given[name])
    if (parsed.success) return { name, with: parsed.data } as StepIn<S> // the shape of this name has parsed it
    for (const issue of parsed.error.issues)
      context.addIssue({ code: 'custom', message: issue.message, path: [name, ...issue.path] })
    return z.NEVER
  })
