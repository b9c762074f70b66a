import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { isUnreachable } from './api/problem.ts'
import { Toasts } from './parts/toasts.tsx'
import { router } from './routes.tsx'
import { theme } from './theme.ts'
import { WordsProvider } from './words/index.tsx'
import { keepLanguage } from './words/preference.ts'
import { loadWords, type Language, type Words } from './words/words.ts'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the hub answered stays so; what did not get through is tried again.
      retry: (failures, error) => isUnreachable(error) && failures < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const nonce = () => document.querySelector<HTMLElement>('meta[property=csp-nonce]')?.nonce ?? ''

type Props = { language: Language; words: Words }

export function App({ language, words }: Props) {
  const [spoken, setSpoken] = useState({ language, words })
  const choose = (wanted: Language) => {
    keepLanguage(wanted)
    void loadWords(wanted).then((loaded) => {
      document.documentElement.lang = wanted
      setSpoken({ language: wanted, words: loaded })
    })
  }
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <WordsProvider {...spoken} choose={choose}>
        <QueryClientProvider client={client}>
          <Toasts>
            <RouterProvider router={router} />
          </Toasts>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>
  )
}
