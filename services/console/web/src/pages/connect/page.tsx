import { getRouteApi, Link } from '@tanstack/react-router'
import { hub } from '../../api/client.ts'
import { Empty } from '../../parts/empty.tsx'
import { Filters, SearchBox } from '../../parts/filter.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { useWords } from '../../words/index.tsx'
import css from './connect.module.css'
import type { Template } from './fields.ts'
import { SetUp } from './set-up.tsx'
import { ConnectSsf } from './ssf.tsx'

const route = getRouteApi('/connect')

/** A source, connected step by step: which vendor, what the hub must know, what is pasted where, and whether it works. */
export function ConnectPage() {
  const { t, language } = useWords()
  const { kind } = route.useSearch()
  const query = hub.useQuery('get', '/admin/source-templates')
  const template = query.data?.items.find((one) => one.kind === kind)
  const isSsf = kind === 'ssf'
  const title = isSsf ? t('ssf.title') : template?.title[language]
  return (
    <Page
      title={title ?? t('connect.title')}
      lead={t(isSsf ? 'ssf.lead' : template ? 'connect.lead.vendor' : 'connect.lead')}
      trail={
        <>
          <Link to="/sources">{t('nav.sources')}</Link>
          {title !== undefined && (
            <>
              {' · '}
              <Link to="/connect">{t('connect.title')}</Link>
            </>
          )}
        </>
      }
    >
      {isSsf ? (
        <ConnectSsf />
      ) : (
        <Loaded query={query}>
          {({ items }) =>
            template ? <SetUp key={kind} template={template} /> : <Choose templates={items} />
          }
        </Loaded>
      )}
    </Page>
  )
}

/** Every vendor that the hub understands. */
function Choose({ templates }: { templates: readonly Template[] }) {
  const { t, language } = useWords()
  const { search = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const wanted = search.toLocaleLowerCase()
  const ssf = { kind: 'ssf', title: { en: t('ssf.title'), ja: t('ssf.title') } }
  const shown = [ssf, ...templates].filter(({ kind, title }) =>
    [kind, title.en, title.ja].some((text) => text.toLocaleLowerCase().includes(wanted)),
  )
  return (
    <>
      <Filters>
        <SearchBox
          label={t('connect.search')}
          value={search}
          search={(text) => void navigate({ search: text === '' ? {} : { search: text } })}
        />
      </Filters>
      <Panel>
        {shown.length === 0 ? (
          <Empty title={t('connect.none')}>{t('connect.none.text')}</Empty>
        ) : (
          <ul className={css.vendors}>
            {shown.map(({ kind, title }) => (
              <li key={kind}>
                <Link to="/connect" search={{ kind }} className={css.vendor}>
                  <strong>{title[language]}</strong>
                  <code className="dim">{kind}</code>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}
