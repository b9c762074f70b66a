export type { JWK } from 'jose'
