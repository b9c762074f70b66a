export type { JSONWebKeySet, JWK } from 'jose'
