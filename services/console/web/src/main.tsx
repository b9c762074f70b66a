import './styles/mantine.ts'
import './styles/app.css'
import { createRoot } from 'react-dom/client'
import { watchActivity } from './api/activity.ts'
import { App } from './app.tsx'
import { guardMarkup } from './trusted-types.ts'
import { preferredLanguage } from './words/preference.ts'
import { loadWords } from './words/words.ts'

guardMarkup()
watchActivity()
const language = preferredLanguage()
document.documentElement.lang = language
const words = await loadWords(language)
const root = document.getElementById('root')
if (root) createRoot(root).render(<App language={language} words={words} />)
