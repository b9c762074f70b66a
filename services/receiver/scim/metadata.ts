import {
  ENTERPRISE_SCHEMA,
  HUB_SCHEMA,
  LIST_SCHEMA,
  MOST_SCIM_RESULTS,
  USER_SCHEMA,
} from '../../../schemas/scim.ts'

/** What the hub's SCIM endpoint can (RFC 7643 §5). */
export const serviceProviderConfig = (base: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_SCIM_RESULTS },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token of the directory, in the Authorization header (RFC 6750)',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: metaOf(base, 'ServiceProviderConfig'),
})

/** RFC 7643 §6. */
export const resourceTypes = (base: string) => [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'Somebody whom the identity provider knows',
    schema: USER_SCHEMA,
    schemaExtensions: [
      { schema: ENTERPRISE_SCHEMA, required: false },
      { schema: HUB_SCHEMA, required: false },
    ],
    meta: metaOf(base, 'ResourceType', 'ResourceTypes/User'),
  },
]

const metaOf = (base: string, resourceType: string, path = resourceType) => ({
  resourceType,
  location: `${base}/${path}`,
})

type Attribute = {
  name: string
  type: string
  multiValued: boolean
  description: string
  required: boolean
  caseExact: boolean
  mutability: string
  returned: string
  uniqueness: string
  subAttributes?: Attribute[]
}

const attribute = (
  name: string,
  description: string,
  differing: Partial<Attribute> = {},
): Attribute => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...differing,
})

const values = (what: string): Partial<Attribute> => ({
  type: 'complex',
  multiValued: true,
  subAttributes: [
    attribute('value', what),
    attribute('type', 'What it is for, as in work or home'),
    attribute('primary', 'Whether it is the first to use', { type: 'boolean' }),
  ],
})

const READ_ONLY = { mutability: 'readOnly', caseExact: true } as const

/** RFC 7643 §7: what the hub reads; other attributes are kept and told as they came. */
export const schemasOf = (base: string) => [
  schema(base, USER_SCHEMA, 'User', [
    attribute('userName', 'The name by which the directory tells its users apart', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('displayName', 'The name for people to read'),
    attribute('active', 'Whether the user may use what it is provisioned to', { type: 'boolean' }),
    attribute('name', 'The parts of the name', {
      type: 'complex',
      subAttributes: [
        attribute('formatted', 'The whole of it'),
        attribute('givenName', 'Given'),
        attribute('familyName', 'Of the family'),
      ],
    }),
    attribute('emails', 'Addresses: names in the identity graph', values('The address')),
    attribute('phoneNumbers', 'Numbers: names in the identity graph', values('E.164, with its +')),
  ]),
  schema(base, ENTERPRISE_SCHEMA, 'EnterpriseUser', [
    attribute('employeeNumber', 'Kept as it came'),
    attribute('department', 'Kept as it came'),
  ]),
  schema(base, HUB_SCHEMA, 'HubUser', [
    attribute('principalId', 'Who it is in the identity graph', READ_ONLY),
    attribute('disputes', 'Names about which an operator decides', {
      ...READ_ONLY,
      type: 'complex',
      multiValued: true,
      subAttributes: [
        attribute('kind', 'suggestion or contradiction', READ_ONLY),
        attribute('reason', 'Why it is asked', READ_ONLY),
      ],
    }),
  ]),
]

const schema = (base: string, id: string, name: string, attributes: Attribute[]) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id,
  name,
  description: name,
  attributes,
  meta: metaOf(base, 'Schema', `Schemas/${id}`),
})

/** A page of resources (RFC 7644 §3.4.2). */
export const listResponse = (
  resources: readonly object[],
  { totalResults, startIndex }: { totalResults: number; startIndex: number },
) => ({
  schemas: [LIST_SCHEMA],
  totalResults,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
})
