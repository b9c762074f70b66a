import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// Each part of a measurement is a process of its own, so that its CPU time can be told apart. They talk over Node's IPC.

/** What a program can be asked for: names and functions of one argument. */
export type Answers = Record<string, (argument: never) => unknown>

type Question = { id: number; name: string; argument: unknown }
type Reply = { id: number; value?: unknown; failure?: string }

export type Program<T extends Answers> = AsyncDisposable & {
  pid: number
  ask<Name extends keyof T & string>(
    name: Name,
    argument: Parameters<T[Name]>[0],
  ): Promise<Awaited<ReturnType<T[Name]>>>
}

/** Starts a program of bench/programs; disposing ends it. */
export function startProgram<T extends Answers>(
  name: string,
  environment: Record<string, string> = {},
): Program<T> {
  const script = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url))
  const child = fork(script, {
    serialization: 'advanced',
    env: { ...process.env, ...environment },
    execArgv: process.execArgv.filter((one) => !one.startsWith('--cpu-prof')),
  })
  const open = new Map<number, PromiseWithResolvers<unknown>>()
  const ended = watch(child, name, open)
  let id = 0
  return {
    pid: child.pid ?? 0,
    ask: (question, argument) => {
      const asked = Promise.withResolvers<unknown>()
      open.set((id += 1), asked)
      child.send({ id, name: question, argument })
      return asked.promise as Promise<Awaited<ReturnType<T[typeof question]>>> // both sides share T
    },
    [Symbol.asyncDispose]: async () => {
      child.disconnect()
      await ended
    },
  }
}

function watch(
  child: ChildProcess,
  name: string,
  open: Map<number, PromiseWithResolvers<unknown>>,
): Promise<void> {
  child.on('message', ({ id, value, failure }: Reply) => {
    const asked = open.get(id)
    open.delete(id)
    if (failure === undefined) asked?.resolve(value)
    else asked?.reject(new Error(`${name}: ${failure}`))
  })
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      for (const asked of open.values()) asked.reject(new Error(`${name} ended (${String(code)})`))
      resolve()
    })
  })
}

/** The other side: answers until the bench lets go of it. */
export function answer(answers: Answers): void {
  process.on('message', ({ id, name, argument }: Question) => {
    void reply(id, answers[name] ?? unknown(name), argument as never)
  })
  process.on('disconnect', () => process.exit(0))
}

async function reply(id: number, by: (argument: never) => unknown, argument: never): Promise<void> {
  try {
    process.send?.({ id, value: await by(argument) })
  } catch (error) {
    process.send?.({ id, failure: String(error) })
  }
}

const unknown = (name: string) => (): never => {
  throw new Error(`nothing is called ${name}`)
}
