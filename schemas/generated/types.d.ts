// Generated from the zod schemas by `npm run generate`.
export interface paths {
  '/.well-known/ssf-configuration': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Transmitter configuration metadata (SSF 1.0 §7.2) */
    get: operations['readSsfConfiguration']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/jwks.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The public keys that SETs are signed with */
    get: operations['readJwks']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/ssf/streams': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Read one stream, or the list of all of them (SSF 1.0 §8.1.1.2) */
    get: operations['readStreams']
    /** Replace what the receiver supplies (SSF 1.0 §8.1.1.4) */
    put: operations['replaceStream']
    /** Create a stream (SSF 1.0 §8.1.1.1); without `delivery` it is a poll stream */
    post: operations['createStream']
    /** Delete a stream (SSF 1.0 §8.1.1.5) */
    delete: operations['deleteStream']
    options?: never
    head?: never
    /** Change what is sent (SSF 1.0 §8.1.1.3) */
    patch: operations['updateStream']
    trace?: never
  }
  '/ssf/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A stream's status (SSF 1.0 §8.1.2.1) */
    get: operations['readStreamStatus']
    put?: never
    /** Enable, pause or disable a stream (SSF 1.0 §8.1.2.2) */
    post: operations['updateStreamStatus']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/ssf/subjects/add': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Add a subject (SSF 1.0 §8.1.3.2); the answer does not tell whether the hub knows it */
    post: operations['addSubject']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/ssf/subjects/remove': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Remove a subject (SSF 1.0 §8.1.3.3); it takes effect after a grace (§9.3) */
    post: operations['removeSubject']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/ssf/poll/{stream}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Acknowledge SETs and get more (RFC 8936) */
    post: operations['pollStream']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/ssf/verification': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Ask for a verification event (SSF 1.0 §8.1.4.2) */
    post: operations['requestVerification']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/ingest/{source}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The vendor's own check that this URL is ours, where it has one */
    get: operations['ingestHandshake']
    put?: never
    /**
     * A SET pushed by a peer (RFC 8935), or a vendor's webhook
     * @description Answered when the signal is stored; a repetition is answered the same way.
     */
    post: operations['ingest']
    delete?: never
    /** May somebody send CloudEvents here (CloudEvents HTTP webhook §4)? */
    options: operations['ingestPermission']
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/subscribers': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The subscribers */
    get: operations['listSubscribers']
    put?: never
    /** Let a SaaS app have streams */
    post: operations['createSubscriber']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/subscribers/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A subscriber */
    get: operations['readSubscriber']
    put?: never
    post?: never
    /** Remove a subscriber with its token and its streams */
    delete: operations['deleteSubscriber']
    options?: never
    head?: never
    /** Change what a subscriber may do; fewer allowed events are fewer delivered at once */
    patch: operations['updateSubscriber']
    trace?: never
  }
  '/admin/subscribers/{id}/rotate-token': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A new token in place of a subscriber's own, which ends */
    post: operations['rotateSubscriberToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/upstreams': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The streams that the hub has at other transmitters, and how they are */
    get: operations['listUpstreams']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}/upstream': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A source’s stream at its transmitter, and how it is */
    get: operations['readUpstream']
    put?: never
    post?: never
    /** Give up deleting the stream of a removed source */
    delete: operations['forgetUpstream']
    options?: never
    head?: never
    /** Change how a source’s stream is to be */
    patch: operations['updateUpstream']
    trace?: never
  }
  '/admin/sources/{id}/upstream/verification': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Verify a source’s stream now, or as soon as its transmitter lets (SSF 1.0 §8.1.4) */
    post: operations['verifyUpstream']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}/upstream/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Ask the transmitter for another status of the stream (SSF 1.0 §8.1.2.2) */
    post: operations['changeUpstreamStatus']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}/upstream/subjects': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The subjects that the transmitter was told of, and is to be told of */
    get: operations['listUpstreamSubjects']
    put?: never
    /** Add and remove subjects at the transmitter (SSF 1.0 §8.1.3) */
    post: operations['changeUpstreamSubjects']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/transmitter-probes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Look at an issuer before it becomes a source: nothing is changed there */
    post: operations['probeTransmitter']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}/conformance': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The runs of a source, newest first */
    get: operations['listConformanceRuns']
    put?: never
    /** Do with the transmitter what a receiver does, on streams of the run’s own; answers the report */
    post: operations['runConformance']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}/conformance/{run}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A run’s report, as far as it has come */
    get: operations['readConformanceRun']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/revocations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** End a subject's sessions, tokens, credentials or account, everywhere */
    post: operations['revoke']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/revocations/preview': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Who would be told what, and who would not and why; nothing is stored or sent */
    post: operations['previewRevocation']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/signals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What came in, newest first */
    get: operations['listSignals']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/signals/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A signal, what was decided about it, and the events made of it */
    get: operations['readSignal']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The events, newest first */
    get: operations['listEvents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/events/{id}/trace': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who got an event, when, each attempt and answer, and why others did not */
    get: operations['traceEvent']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/streams': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The streams of all subscribers, by id */
    get: operations['listStreams']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/streams/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A stream, and how it does */
    get: operations['inspectStream']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/streams/{id}/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Enable, pause or disable a stream; its subscriber is told (SSF 1.0 §8.1.5) */
    post: operations['changeStreamStatus']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/streams/{id}/tags': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /** Label a stream, for policies to choose it by */
    put: operations['setStreamTags']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/streams/{id}/push': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    /** How many SETs at once, how many a second, in which order */
    patch: operations['changePush']
    trace?: never
  }
  '/admin/streams/{id}/signing': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /** What SETs of a stream are signed with */
    put: operations['setStreamSigning']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/streams/{id}/verification': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The latest verification event, and whether it was taken */
    get: operations['readStreamVerification']
    put?: never
    /** Send a verification event, without state (SSF 1.0 §8.1.4) */
    post: operations['verifyStream']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tenants': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The tenants */
    get: operations['listTenants']
    put?: never
    /** Give a tenant an issuer of its own */
    post: operations['createTenant']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/keys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The signing keys that are published */
    get: operations['listKeys']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/keys/rotate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Replace the signing key of an algorithm, with overlap */
    post: operations['rotateKey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/revocations/{txn}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who was told, how far that is (signed, sent, acknowledged, enforced), who was not */
    get: operations['readProgress']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/revocations/{txn}/evidence': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The same as a signed bundle, for an incident’s file */
    get: operations['readEvidence']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/revocations/{txn}/evidence.pdf': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The same as pages to read, with the bundle attached and a signature behind the end */
    get: operations['readEvidencePdf']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/ssf/receipts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Say that what a SET told was carried out */
    post: operations['confirmEnforcement']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The sources */
    get: operations['listSources']
    put?: never
    /** Let signals in from an SSF transmitter or a vendor */
    post: operations['createSource']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A source */
    get: operations['readSource']
    put?: never
    post?: never
    /** Take no more signals from a source */
    delete: operations['deleteSource']
    options?: never
    head?: never
    /**
     * Change how far a source is believed, from where it may send, its settings; pause it
     * @description While a source is paused, what it sends is stored and waits; when it is active again, that is decided in order.
     */
    patch: operations['updateSource']
    trace?: never
  }
  '/admin/sources/{id}/refusals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What was refused of a source, and why, by day and reason */
    get: operations['listRefusals']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}/polling': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How far the hub has read a source’s log; 404 for sources that send by themselves */
    get: operations['readPolling']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/signals/{id}/original': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What the source sent of which a signal was made; who reads it is written to the audit log */
    get: operations['readOriginal']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/source-templates': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** For each vendor what to paste where, step by step, in English and Japanese */
    get: operations['listSourceTemplates']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/source-templates/{kind}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A source of this vendor; where the vendor lets us choose, the hub makes its secret */
    post: operations['createSourceFromTemplate']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A signed sample through the door: nothing is stored, nobody is told */
    post: operations['testSource']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sources/{id}/rotate-secret': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A new secret; the one before stays valid for a while */
    post: operations['rotateSourceSecret']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/source-dry-runs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What a pasted payload would become: nothing is stored, nobody is told */
    post: operations['dryRunSource']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/audit': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who changed what, newest first */
    get: operations['listAudit']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/audit/verification': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether the log is as it was written */
    get: operations['verifyAudit']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/alerts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What the hub wants its operators to know, newest first */
    get: operations['listAlerts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/alerts/{id}/acknowledge': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Say that somebody looks after it; it stays open until its cause is gone */
    post: operations['acknowledgeAlert']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/dead-letters': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The SETs of all streams that were given up */
    get: operations['searchDeadLetters']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/dead-letters/groups': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Why they were given up: one line a stream and reason */
    get: operations['groupDeadLetters']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/dead-letters/export': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** All of them, a JSON object a line, with the SETs as they were signed */
    get: operations['exportDeadLetters']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/streams/{id}/dead-letters': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The SETs of a stream that were given up, in the order of its log */
    get: operations['listDeadLetters']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/streams/{id}/redrive': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Deliver dead letters once more, with the same jti, at the end of the stream */
    post: operations['redriveDeadLetters']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/jobs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Work in the background, newest first */
    get: operations['listJobs']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/jobs/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How far a job is */
    get: operations['readJob']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    /** Start, pause, resume or cancel a job, or change its rate */
    patch: operations['changeJob']
    trace?: never
  }
  '/admin/dead-letters/redrive': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Deliver dead letters of all streams once more, in the background */
    post: operations['redriveByFilter']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/replays': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Tell streams once more what they were told, or missed; counted before it starts */
    post: operations['replay']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/expunges': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Erase somebody: what is known of them is counted, and goes when the job is started */
    post: operations['expunge']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/.well-known/oauth-authorization-server': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Metadata of the hub's own authorization server (RFC 8414) */
    get: operations['readAuthorizationServer']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/.well-known/oauth-protected-resource': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Metadata of the stream API as a protected resource (RFC 9728) */
    get: operations['readProtectedResource']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/oauth/jwks.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The public keys that access tokens are signed with */
    get: operations['readOauthJwks']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/oauth/token': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** An access token for client credentials (RFC 6749 §4.4) */
    post: operations['token']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/oauth/revoke': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** End an access token (RFC 7009) */
    post: operations['revokeToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/oauth/introspect': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What an access token of the caller allows, if anything (RFC 7662) */
    post: operations['introspectToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/subscribers/{id}/clients': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A subscriber's OAuth credentials */
    get: operations['listOauthClients']
    put?: never
    /** Give a subscriber OAuth credentials */
    post: operations['createOauthClient']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/subscribers/{id}/clients/{clientId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** End OAuth credentials, and every access token got with them */
    delete: operations['deleteOauthClient']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/subscribers/{id}/clients/{clientId}/rotate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A new client secret */
    post: operations['rotateOauthClient']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/token-issuers': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The authorization servers whose tokens are accepted */
    get: operations['listTokenIssuers']
    put?: never
    /** Accept the access tokens of somebody else's authorization server */
    post: operations['createTokenIssuer']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/token-issuers/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Accept the tokens of an authorization server no more */
    delete: operations['deleteTokenIssuer']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/console/session': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who is signed in to the console, and how one signs in */
    get: operations['readConsoleSession']
    put?: never
    /** Sign in to the console with an admin token or a one-time code */
    post: operations['signIn']
    /** Sign out of the console */
    delete: operations['signOut']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/console/sign-in/start': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Go to the identity provider to sign in */
    get: operations['startSignIn']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/console/callback': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The identity provider's answer (OpenID Connect Core 1.0 §3.1.2.5) */
    get: operations['finishSignIn']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sessions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who is signed in to the console, the latest first */
    get: operations['listSessions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/sessions/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** End an operator's console session, at once */
    delete: operations['endSession']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tokens': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The tokens of the admin API that are in the database */
    get: operations['listAdminTokens']
    put?: never
    /** A new token of the admin API */
    post: operations['createAdminToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tokens/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** End a token of the admin API, and the console sessions begun with it */
    delete: operations['deleteAdminToken']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/live': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What happens, as it happens: server-sent events
     * @description Messages: `hello` {build} first, `change` (LiveChange) when something happened, `resync` where messages were missed and everything is to be asked again, `ping` every 15 s, `over` when the credential is no longer valid. Each has an id: send the last one as Last-Event-ID or `after` to go on from there.
     */
    get: operations['watchLive']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/policies': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The policies, by id */
    get: operations['listPolicies']
    put?: never
    /** A new policy; in shadow unless it says otherwise */
    post: operations['createPolicy']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/policies/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A policy in the version that counts */
    get: operations['readPolicy']
    /** A new version of a policy, where nobody else made one meanwhile */
    put: operations['updatePolicy']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/policies/{id}/mode': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /** Switch a policy on, off, or to shadow, where it only says what it would have done */
    put: operations['setPolicyMode']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/policies/{id}/versions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Every version of a policy, the newest first */
    get: operations['listPolicyVersions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/policies/{id}/versions/{version}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A policy as it was */
    get: operations['readPolicyVersion']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/policies/{id}/diff': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What differs between two versions, member by member */
    get: operations['diffPolicy']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/policy-checks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What is wrong with a policy, with line and column; nothing is stored */
    post: operations['checkPolicy']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/policy-tests': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** What would be decided on these signals; nothing is stored or sent */
    post: operations['testPolicies']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/backtests': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Backtests of policies, the newest first */
    get: operations['listBacktests']
    put?: never
    /** What a policy would have done on stored signals, found out in the background; nothing is sent. Paused, resumed and cancelled as a job */
    post: operations['createBacktest']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/backtests/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How far a backtest is, and what it has found */
    get: operations['readBacktest']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/backtests/{id}/examples': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The first 1,000 signals that the policy would have acted on, and how */
    get: operations['listBacktestExamples']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/backtests/{id}/streams': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The streams that would have been told, and how often */
    get: operations['listBacktestStreams']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/channels': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Where policies tell people or tools, by name */
    get: operations['listChannels']
    put?: never
    /** A new channel: a webhook, signed as Standard Webhooks has it */
    post: operations['createChannel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/channels/{name}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A channel, what waits for it and why */
    get: operations['readChannel']
    put?: never
    post?: never
    /** Remove a channel that no policy in force names; what was not told is discarded */
    delete: operations['deleteChannel']
    options?: never
    head?: never
    /** Another URL or description; pause it, so that its notices wait */
    patch: operations['changeChannel']
    trace?: never
  }
  '/admin/channels/{name}/rotate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A new secret; the one before signs too for a while */
    post: operations['rotateChannel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/channels/{name}/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Send a notice that says it is a test, at once */
    post: operations['testChannel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/notices': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What was told to channels, waits to be, or was given up, the newest first */
    get: operations['listNotices']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/notices/replay': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Send notices that were given up once more */
    post: operations['replayNotices']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/approvals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What waits for a second person, and what became of it; the newest first */
    get: operations['listApprovals']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/approvals/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One of them */
    get: operations['readApproval']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/approvals/{id}/approve': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Say yes, as another person than who asked; what waited is done, once */
    post: operations['approve']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/approvals/{id}/reject': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Say no; what waited is discarded */
    post: operations['reject']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/stop-switch': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether nothing goes out, and how much waits */
    get: operations['readStopSwitch']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/stop-switch/stop': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** From now on nothing that is decided goes out: it is held */
    post: operations['stopRouter']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/stop-switch/resume': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Let go, in order, of what was held, or discard it; then decisions go out again */
    post: operations['resumeRouter']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/held-events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The events that wait for an operator, the eldest first */
    get: operations['listHeldEvents']
    put?: never
    /** Let go of what a rate limit held, or discard it */
    post: operations['decideHeldEvents']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/overview': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What comes in, is decided and delivered; how long that takes; how streams and sources are */
    get: operations['readOverview']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/parked-signals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Signals that could not be decided on, the eldest first */
    get: operations['listParkedSignals']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/parked-signals/replay': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Try to decide on them once more */
    post: operations['replayParkedSignals']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/parked-events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Events that could not be matched to streams, the eldest first */
    get: operations['listParkedEvents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/parked-events/replay': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Try to match them once more */
    post: operations['replayParkedEvents']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/incidents': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Signals that are one story each; the newest first */
    get: operations['listIncidents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/incidents/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** An incident, who is in it and what happened */
    get: operations['readIncident']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/incidents/{id}/timeline': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Its signals in order, each with what was decided and who was told */
    get: operations['readIncidentTimeline']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/incidents/{id}/state': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Acknowledge it, say that it is contained, or close it; there is no way back */
    post: operations['setIncidentState']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/incidents/{id}/notes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What operators did and said; the newest first */
    get: operations['listIncidentNotes']
    put?: never
    /** A comment, or a link to where more is written */
    post: operations['addIncidentNote']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/principals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Users, devices, integrations and others, by the beginning of a name, a name, or kind */
    get: operations['listPrincipals']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/principals/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A principal, its names, and why each is its own */
    get: operations['readPrincipal']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/principals/{id}/relations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What it is of, on or for; or what is its own */
    get: operations['listRelations']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/principals/{id}/graph': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Who is around it: of each kind of relation how many, and a few */
    get: operations['readGraph']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/principals/{id}/reach': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What it touched: an integration its users, their sessions and its tokens */
    get: operations['readReach']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/principals/import': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Principals with all their names, of CSV or JSON Lines; lines that are wrong are left out and told */
    post: operations['importPrincipals']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/principals/{id}/merge': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Another one is this one: its names, relations and open incidents come here */
    post: operations['mergePrincipals']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/principals/{id}/split': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Some of its names are somebody else’s, or a merge was wrong */
    post: operations['splitPrincipal']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/link-disputes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What sources say about names that does not count until somebody decides; the newest first */
    get: operations['listLinkDisputes']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/link-disputes/{id}/decide': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Believe it, or never ask it again */
    post: operations['decideLinkDispute']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/directories': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Directories, in the order of their ids */
    get: operations['listDirectories']
    put?: never
    /** A new directory; it tells nothing before it has a token */
    post: operations['createDirectory']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/directories/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A directory */
    get: operations['readDirectory']
    put?: never
    post?: never
    /** A directory, its tokens and its SCIM users go; what they taught of people stays */
    delete: operations['deleteDirectory']
    options?: never
    head?: never
    /** Whose names it gives, and in which it has a say, from now on */
    patch: operations['updateDirectory']
    trace?: never
  }
  '/admin/directories/{id}/tokens': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** With what the identity provider proves who it is */
    get: operations['listDirectoryTokens']
    put?: never
    /** A new token of a directory; the others stay valid */
    post: operations['createDirectoryToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/directories/{id}/tokens/{tokenId}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** End a token, at once */
    delete: operations['deleteDirectoryToken']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/scim/v2/ServiceProviderConfig': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What the SCIM endpoint can (RFC 7643 §5) */
    get: operations['readScimConfig']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/scim/v2/ResourceTypes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What may be provisioned: users (RFC 7643 §6) */
    get: operations['listScimResourceTypes']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/scim/v2/ResourceTypes/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One of them */
    get: operations['readScimResourceType']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/scim/v2/Schemas': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What the hub reads of a user (RFC 7643 §7) */
    get: operations['listScimSchemas']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/scim/v2/Schemas/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** One of them */
    get: operations['readScimSchema']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/scim/v2/Users': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Users of the directory, all or those of a filter (RFC 7644 §3.4.2) */
    get: operations['listScimUsers']
    put?: never
    /** A new user (RFC 7644 §3.3) */
    post: operations['createScimUser']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/scim/v2/Users/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A user (RFC 7644 §3.4.1) */
    get: operations['readScimUser']
    /** All attributes anew (RFC 7644 §3.5.1) */
    put: operations['replaceScimUser']
    post?: never
    /** The directory has it no more; what it taught stays (RFC 7644 §3.6) */
    delete: operations['deleteScimUser']
    options?: never
    head?: never
    /** Some attributes, in the order of the operations (RFC 7644 §3.5.2) */
    patch: operations['patchScimUser']
    trace?: never
  }
  '/health/live': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The process answers */
    get: operations['live']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/health/ready': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Database, bus and workers are in order */
    get: operations['ready']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/metrics': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Counters and gauges for Prometheus */
    get: operations['metrics']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    CreateStreamRequest: {
      /**
       * @default {
       *       "method": "urn:ietf:rfc:8936"
       *     }
       */
      delivery?: components['schemas']['StreamDelivery']
      events_requested?: string[]
      description?: string
      subject_formats?: string[]
    } & {
      [key: string]: unknown
    }
    StreamDelivery: components['schemas']['PushDelivery'] | components['schemas']['PollDelivery']
    PushDelivery: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      method: 'urn:ietf:rfc:8935'
      endpoint_url: components['schemas']['HttpUrl']
      authorization_header?: string
    } & {
      [key: string]: unknown
    }
    HttpUrl: string
    PollDelivery: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      method: 'urn:ietf:rfc:8936'
      endpoint_url?: components['schemas']['HttpUrl']
    } & {
      [key: string]: unknown
    }
    /** @example f67e39a0a4d34d56b3aa1bc4cff0069f */
    StreamId: string
    UpdateStreamRequest: {
      stream_id: components['schemas']['StreamId']
      delivery?: components['schemas']['StreamDelivery']
      events_requested?: string[]
      description?: string
      subject_formats?: string[]
      iss?: string
      aud?: components['schemas']['Audience']
      events_supported?: string[]
      events_delivered?: string[]
      min_verification_interval?: number
      inactivity_timeout?: number
    } & {
      [key: string]: unknown
    }
    Audience: string | string[]
    ReplaceStreamRequest: {
      stream_id: components['schemas']['StreamId']
      /**
       * @default {
       *       "method": "urn:ietf:rfc:8936"
       *     }
       */
      delivery?: components['schemas']['StreamDelivery']
      events_requested?: string[]
      description?: string
      subject_formats?: string[]
      iss?: string
      aud?: components['schemas']['Audience']
      events_supported?: string[]
      events_delivered?: string[]
      min_verification_interval?: number
      inactivity_timeout?: number
    } & {
      [key: string]: unknown
    }
    StreamStatusBody: {
      stream_id: components['schemas']['StreamId']
      status: components['schemas']['StreamStatus']
      reason?: string
    } & {
      [key: string]: unknown
    }
    /** @enum {string} */
    StreamStatus: 'enabled' | 'paused' | 'disabled'
    AddSubjectRequest: {
      stream_id: components['schemas']['StreamId']
      subject: components['schemas']['LooseSubject']
      /** @default true */
      verified?: boolean
    } & {
      [key: string]: unknown
    }
    LooseSubject:
      | (
          | components['schemas']['AccountSubject']
          | components['schemas']['EmailSubject']
          | components['schemas']['IssSubSubject']
          | components['schemas']['OpaqueSubject']
          | components['schemas']['PhoneNumberSubject']
          | components['schemas']['DidSubject']
          | components['schemas']['UriSubject']
          | components['schemas']['JwtIdSubject']
          | components['schemas']['SamlAssertionIdSubject']
          | components['schemas']['IpAddressesSubject']
          | components['schemas']['AliasesSubject']
          | components['schemas']['LooseComplexSubject']
        )
      | components['schemas']['ProprietarySubject']
    AccountSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'account'
      uri: string
    } & {
      [key: string]: unknown
    }
    EmailSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'email'
      email: string
    } & {
      [key: string]: unknown
    }
    IssSubSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'iss_sub'
      iss: string
      sub: string
    } & {
      [key: string]: unknown
    }
    OpaqueSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'opaque'
      id: string
    } & {
      [key: string]: unknown
    }
    PhoneNumberSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'phone_number'
      phone_number: string
    } & {
      [key: string]: unknown
    }
    DidSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'did'
      url: string
    } & {
      [key: string]: unknown
    }
    UriSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'uri'
      uri: string
    } & {
      [key: string]: unknown
    }
    JwtIdSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'jwt_id'
      iss: string
      jti: string
    } & {
      [key: string]: unknown
    }
    SamlAssertionIdSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'saml_assertion_id'
      issuer: string
      assertion_id: string
    } & {
      [key: string]: unknown
    }
    IpAddressesSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'ip-addresses'
      'ip-addresses': string[]
    } & {
      [key: string]: unknown
    }
    AliasesSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'aliases'
      identifiers: (
        | components['schemas']['AccountSubject']
        | components['schemas']['EmailSubject']
        | components['schemas']['IssSubSubject']
        | components['schemas']['OpaqueSubject']
        | components['schemas']['PhoneNumberSubject']
        | components['schemas']['DidSubject']
        | components['schemas']['UriSubject']
        | components['schemas']['JwtIdSubject']
        | components['schemas']['SamlAssertionIdSubject']
        | components['schemas']['IpAddressesSubject']
      )[]
    } & {
      [key: string]: unknown
    }
    LooseComplexSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'complex'
      user?: components['schemas']['SimpleSubject'] | components['schemas']['ProprietarySubject']
      device?: components['schemas']['SimpleSubject'] | components['schemas']['ProprietarySubject']
      session?: components['schemas']['SimpleSubject'] | components['schemas']['ProprietarySubject']
      application?:
        components['schemas']['SimpleSubject'] | components['schemas']['ProprietarySubject']
      tenant?: components['schemas']['SimpleSubject'] | components['schemas']['ProprietarySubject']
      org_unit?:
        components['schemas']['SimpleSubject'] | components['schemas']['ProprietarySubject']
      group?: components['schemas']['SimpleSubject'] | components['schemas']['ProprietarySubject']
    } & {
      [key: string]: unknown
    }
    SimpleSubject:
      | components['schemas']['AccountSubject']
      | components['schemas']['EmailSubject']
      | components['schemas']['IssSubSubject']
      | components['schemas']['OpaqueSubject']
      | components['schemas']['PhoneNumberSubject']
      | components['schemas']['DidSubject']
      | components['schemas']['UriSubject']
      | components['schemas']['JwtIdSubject']
      | components['schemas']['SamlAssertionIdSubject']
      | components['schemas']['IpAddressesSubject']
      | components['schemas']['AliasesSubject']
    ProprietarySubject: {
      format: string
    } & {
      [key: string]: unknown
    }
    RemoveSubjectRequest: {
      stream_id: components['schemas']['StreamId']
      subject: components['schemas']['LooseSubject']
    } & {
      [key: string]: unknown
    }
    PollRequest: {
      maxEvents?: number
      /** @default false */
      returnImmediately?: boolean
      /** @default [] */
      ack?: string[]
      /** @default {} */
      setErrs?: {
        [key: string]: {
          err: string
          description?: string
        } & {
          [key: string]: unknown
        }
      }
    } & {
      [key: string]: unknown
    }
    VerificationRequest: {
      stream_id: components['schemas']['StreamId']
      state?: string
    } & {
      [key: string]: unknown
    }
    /** @example okta-prod */
    SourceId: string
    CreateSubscriberRequest: {
      name: string
      audience: string[]
      /** @default default */
      tenantId?: components['schemas']['TenantId']
      /**
       * @default ALL
       * @enum {string}
       */
      defaultSubjects?: 'ALL' | 'NONE'
      /** @default false */
      requireDpop?: boolean
      /** @default RS256 */
      signingAlg?: components['schemas']['SigningAlg']
      encryption?: components['schemas']['PublicJwk']
      allowedEvents?: components['schemas']['EventUri'][]
      pushHosts?: components['schemas']['HostPattern'][]
      ipRanges?: components['schemas']['IpRange'][]
      subjectFormats?: string[]
      tellFormats?: string[]
      tellIssuers?: components['schemas']['HttpUrl'][]
      description?: string
      tags?: string[]
    }
    /** @example default */
    TenantId: string
    /** @enum {string} */
    SigningAlg: 'RS256' | 'PS256' | 'ES256' | 'EdDSA'
    PublicJwk: {
      /** @enum {string} */
      kty: 'RSA' | 'EC' | 'OKP'
      kid?: string
      use?: string
      alg?: string
      n?: string
      e?: string
      crv?: string
      x?: string
      y?: string
      d?: unknown
    } & {
      [key: string]: unknown
    }
    EventUri: string
    HostPattern: string
    IpRange: string
    /** Format: uuid */
    SubscriberId: string
    UpdateSubscriberRequest: {
      name?: string
      /** @enum {string} */
      defaultSubjects?: 'ALL' | 'NONE'
      requireDpop?: boolean
      signingAlg?: components['schemas']['SigningAlg']
      allowedEvents?: components['schemas']['EventUri'][] | null
      pushHosts?: components['schemas']['HostPattern'][] | null
      ipRanges?: components['schemas']['IpRange'][] | null
      subjectFormats?: string[] | null
      tellFormats?: string[] | null
      tellIssuers?: components['schemas']['HttpUrl'][] | null
      description?: string | null
      tags?: string[] | null
    }
    UpdateUpstreamRequest: {
      authorization?: components['schemas']['UpstreamAuthorization']
      /** @enum {string} */
      delivery?: 'push' | 'poll'
      events?: components['schemas']['EventUri'][] | null
      metadataUrl?: components['schemas']['HttpUrl'] | null
      streamId?: string | null
      /** @enum {string} */
      adopt?: 'own' | 'any'
      verifyEverySeconds?: number
      silentAfterSeconds?: number
      /** @enum {string} */
      whenPaused?: 'alarm' | 'enable'
      enabled?: boolean
    }
    UpstreamAuthorization:
      | {
          /** @constant */
          method: 'client_secret_basic'
          clientId: string
          clientSecret: string
          authorizationServer?: components['schemas']['HttpUrl']
          tokenEndpoint?: components['schemas']['HttpUrl']
          scope?: string
          resource?: components['schemas']['HttpUrl']
          /** @default false */
          dpop?: boolean
        }
      | {
          /** @constant */
          method: 'client_secret_post'
          clientId: string
          clientSecret: string
          authorizationServer?: components['schemas']['HttpUrl']
          tokenEndpoint?: components['schemas']['HttpUrl']
          scope?: string
          resource?: components['schemas']['HttpUrl']
          /** @default false */
          dpop?: boolean
        }
      | {
          /** @constant */
          method: 'private_key_jwt'
          clientId: string
          /**
           * @default ES256
           * @enum {string}
           */
          alg?: 'ES256' | 'RS256' | 'PS256' | 'EdDSA'
          privateKey?: components['schemas']['PrivateJwk']
          authorizationServer?: components['schemas']['HttpUrl']
          tokenEndpoint?: components['schemas']['HttpUrl']
          scope?: string
          resource?: components['schemas']['HttpUrl']
          /** @default false */
          dpop?: boolean
        }
      | {
          /** @constant */
          method: 'token'
          token: string
        }
      | {
          /** @constant */
          method: 'signed_jwt'
          subject: string
          audience: string
          keyId: string
          privateKey: string
        }
    PrivateJwk: {
      /** @enum {string} */
      kty: 'RSA' | 'EC' | 'OKP'
      d: string
      kid?: string
    } & {
      [key: string]: unknown
    }
    UpstreamStatusRequest: {
      status: components['schemas']['StreamStatus']
      reason?: string
    }
    UpstreamSubjectsRequest: {
      /** @default [] */
      add?: components['schemas']['LooseSubject'][]
      /** @default [] */
      remove?: components['schemas']['LooseSubject'][]
      /** @default true */
      verified?: boolean
    }
    /** @enum {string} */
    UpstreamSubjectState: 'adding' | 'added' | 'removing' | 'failed'
    TransmitterProbeRequest: {
      issuer: components['schemas']['HttpUrl']
      metadataUrl?: components['schemas']['HttpUrl']
      authorization?: components['schemas']['UpstreamAuthorization']
    }
    ConformanceRequest: {
      /**
       * @default [
       *       "push",
       *       "poll"
       *     ]
       */
      deliveries?: ('push' | 'poll')[]
      /** @default 30 */
      arrivalSeconds?: number
      /** @default 60 */
      waitSeconds?: number
    }
    RevocationRequest: {
      /** @default default */
      tenantId?: components['schemas']['TenantId']
      subject: components['schemas']['Subject']
      kind: components['schemas']['RevocationKind']
      reasonAdmin: string | components['schemas']['LocalizedText']
      reasonUser?: string | components['schemas']['LocalizedText']
      breakGlass?: boolean
      /** Format: uuid */
      incidentId?: string
    }
    Subject:
      | components['schemas']['AccountSubject']
      | components['schemas']['EmailSubject']
      | components['schemas']['IssSubSubject']
      | components['schemas']['OpaqueSubject']
      | components['schemas']['PhoneNumberSubject']
      | components['schemas']['DidSubject']
      | components['schemas']['UriSubject']
      | components['schemas']['JwtIdSubject']
      | components['schemas']['SamlAssertionIdSubject']
      | components['schemas']['IpAddressesSubject']
      | components['schemas']['AliasesSubject']
      | components['schemas']['ComplexSubject']
    ComplexSubject: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      format: 'complex'
      user?: components['schemas']['SimpleSubject']
      device?: components['schemas']['SimpleSubject']
      session?: components['schemas']['SimpleSubject']
      application?: components['schemas']['SimpleSubject']
      tenant?: components['schemas']['SimpleSubject']
      org_unit?: components['schemas']['SimpleSubject']
      group?: components['schemas']['SimpleSubject']
    } & {
      [key: string]: unknown
    }
    RevocationKind:
      | ('sessions' | 'tokens' | 'credentials' | 'account' | 'both')
      | ('sessions' | 'tokens' | 'credentials' | 'account')[]
    LocalizedText: {
      [key: string]: string
    }
    RevocationPreviewRequest: {
      /** @default default */
      tenantId?: components['schemas']['TenantId']
      subject: components['schemas']['Subject']
      kind: components['schemas']['RevocationKind']
    }
    /** @enum {string} */
    Certainty: 'proven' | 'trusted' | 'hint'
    /** Format: uuid */
    SignalId: string
    /** Format: uuid */
    EventId: string
    ChangeStreamStatusRequest: {
      status: components['schemas']['StreamStatus']
      reason: string
    }
    StreamTagsBody: {
      tags: string[]
    }
    ChangePushRequest: {
      window?: number
      ratePerSecond?: number | null
      /** @enum {string} */
      order?: 'principal' | 'stream'
    }
    StreamSigning: {
      signingAlg: components['schemas']['SigningAlg']
    }
    CreateTenantRequest: {
      id: components['schemas']['TenantId']
      issuer: components['schemas']['HttpUrl']
    }
    RotateKeyRequest: {
      /** @default RS256 */
      alg?: components['schemas']['SigningAlg']
      /** @default false */
      urgent?: boolean
    }
    ReceiptRequest: {
      stream_id: components['schemas']['StreamId']
      /** @description Of the SET that was carried out */
      jti: string
      /** @description For the evidence, in the app’s words */
      note?: string
    }
    CreateSourceRequest:
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'ssf'
          issuer: components['schemas']['HttpUrl']
          audience?: string[]
          jwksUri?: components['schemas']['HttpUrl']
          jwks?: components['schemas']['Jwks']
          pushAuthorization?: string
          settings?: {
            /** @enum {string} */
            dialect?: 'google' | 'okta' | 'sse'
            allowedEvents?: components['schemas']['EventUri'][]
          }
          upstream?: components['schemas']['UpstreamSettings']
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'okta'
          issuer: components['schemas']['HttpUrl']
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'okta-log'
          issuer: components['schemas']['HttpUrl']
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'github'
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'slack'
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'pagerduty'
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'atlassian'
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'zoom'
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'box'
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'auth0'
          issuer: components['schemas']['HttpUrl']
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'jamf'
          issuer: components['schemas']['HttpUrl']
          secrets: string[]
          settings: {
            nonCompliantGroups: string[]
          }
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'standard-webhooks'
          secrets: string[]
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'aws-sns'
          settings: {
            topics: string[]
            certificates?: string[]
          }
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'aws-eventbridge'
          secrets: string[]
          settings?: {
            header?: string
          }
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'crowdstrike'
          issuer: components['schemas']['HttpUrl']
          secrets: string[]
          settings: {
            /** @enum {string} */
            layout: 'body-time-base64' | 'time-body-hex'
          }
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'github-secret-scanning'
          settings?: {
            publicKeys?: {
              id: string
              key: string
            }[]
          }
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'google-workspace'
          settings: {
            audience: string
            /** Format: email */
            serviceAccount: string
            jwksUri?: components['schemas']['HttpUrl']
          }
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'microsoft-graph'
          secrets: string[]
          settings: {
            directories: string[]
            /** Format: uuid */
            appId?: string
            authority?: components['schemas']['HttpUrl']
            jwksUri?: components['schemas']['HttpUrl']
          }
          credentials?: {
            decryptionKeys?: {
              id: string
              key: string
            }[]
          }
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'cloudevents'
          secrets?: string[]
          settings?: {
            scheme?: components['schemas']['SignatureScheme']
            allowedOrigins?: string[]
            mapping?: components['schemas']['EventMapping']
          }
        }
      | {
          id: components['schemas']['SourceId']
          /** @default default */
          tenantId?: components['schemas']['TenantId']
          /** @default proof */
          trust?: components['schemas']['SourceTrust']
          /** @default false */
          mayLink?: boolean
          /** @default [] */
          speaksFor?: string[]
          ipRanges?: components['schemas']['IpRange'][]
          clientCertificates?: string[]
          ratePerSecond?: number
          /** @constant */
          kind: 'generic'
          issuer?: components['schemas']['HttpUrl']
          secrets?: string[]
          settings: {
            scheme: components['schemas']['SignatureScheme']
            mapping: components['schemas']['EventMapping']
            deliveryIdHeader?: string
          }
        }
    /** @enum {string} */
    SourceTrust: 'proof' | 'trusted' | 'hint'
    Jwks: {
      keys: components['schemas']['PublicJwk'][]
    } & {
      [key: string]: unknown
    }
    UpstreamSettings: {
      authorization: components['schemas']['UpstreamAuthorization']
      /**
       * @default poll
       * @enum {string}
       */
      delivery?: 'push' | 'poll'
      events?: components['schemas']['EventUri'][]
      metadataUrl?: components['schemas']['HttpUrl']
      streamId?: string
      /**
       * @default own
       * @enum {string}
       */
      adopt?: 'own' | 'any'
      /** @default 3600 */
      verifyEverySeconds?: number
      /** @default 300 */
      silentAfterSeconds?: number
      /**
       * @default alarm
       * @enum {string}
       */
      whenPaused?: 'alarm' | 'enable'
      /** @default true */
      enabled?: boolean
    }
    SignatureScheme:
      | {
          /** @constant */
          type: 'hmac'
          /**
           * @default sha256
           * @enum {string}
           */
          algorithm?: 'sha256' | 'sha384' | 'sha512'
          /** @default {body} */
          signed?: string
          signatureHeader: string
          /**
           * @default hex
           * @enum {string}
           */
          encoding?: 'hex' | 'base64' | 'base64url'
          /** @default  */
          prefix?: string
          /** @enum {string} */
          separator?: ' ' | ',' | ';'
          /**
           * @default text
           * @enum {string}
           */
          keyEncoding?: 'text' | 'base64' | 'hex'
          time?: {
            header?: string
            parameter?: string
            /** @default 300 */
            windowSeconds?: number
          }
        }
      | {
          /** @constant */
          type: 'asymmetric'
          /** @enum {string} */
          algorithm: 'ecdsa-sha256-der' | 'ed25519' | 'rsa-sha256'
          /** @default {body} */
          signed?: string
          signatureHeader: string
          /**
           * @default base64
           * @enum {string}
           */
          encoding?: 'hex' | 'base64' | 'base64url'
          keyIdHeader?: string
          keys: {
            id: string
            key: string
          }[]
          time?: {
            header?: string
            parameter?: string
            /** @default 300 */
            windowSeconds?: number
          }
        }
      | {
          /** @constant */
          type: 'jwt'
          /** @default authorization */
          header?: string
          issuer: components['schemas']['HttpUrl']
          audience: string
          jwksUri: components['schemas']['HttpUrl']
        }
      | {
          /** @constant */
          type: 'duo'
          version: 2 | 5
          integrationKey: string
          host: string
          path: string
        }
      | {
          /** @constant */
          type: 'secret'
          /** @default authorization */
          header?: string
        }
      | {
          /** @constant */
          type: 'standard-webhooks'
        }
    EventMapping: {
      jsonata: string
    }
    UpdateSourceRequest: {
      trust?: components['schemas']['SourceTrust']
      mayLink?: boolean
      speaksFor?: string[]
      ipRanges?: components['schemas']['IpRange'][] | null
      clientCertificates?: string[] | null
      ratePerSecond?: number | null
      /** @enum {string} */
      status?: 'active' | 'paused'
      settings?: {
        /** @enum {string} */
        dialect?: 'google' | 'okta' | 'sse'
        allowedEvents?: components['schemas']['EventUri'][]
        /** @enum {string} */
        layout?: 'body-time-base64' | 'time-body-hex'
        topics?: string[]
        certificates?: string[]
        nonCompliantGroups?: string[]
        header?: string
        publicKeys?: {
          id: string
          key: string
        }[]
        audience?: string
        /** Format: email */
        serviceAccount?: string
        jwksUri?: components['schemas']['HttpUrl']
        directories?: string[]
        /** Format: uuid */
        appId?: string
        authority?: components['schemas']['HttpUrl']
        allowedOrigins?: string[]
        scheme?: components['schemas']['SignatureScheme']
        mapping?: components['schemas']['EventMapping']
        deliveryIdHeader?: string
      }
    }
    CreateFromTemplateRequest: {
      id: components['schemas']['SourceId']
    } & {
      [key: string]: unknown
    }
    TestSourceRequest: {
      headers?: {
        [key: string]: string
      }
      body?: string
    }
    RotateSourceSecretRequest: {
      secret?: string
      /** @default 86400 */
      overlapSeconds?: number
    }
    DryRunRequest:
      | {
          sourceId: components['schemas']['SourceId']
          settings?: {
            /** @enum {string} */
            dialect?: 'google' | 'okta' | 'sse'
            allowedEvents?: components['schemas']['EventUri'][]
            /** @enum {string} */
            layout?: 'body-time-base64' | 'time-body-hex'
            topics?: string[]
            certificates?: string[]
            nonCompliantGroups?: string[]
            header?: string
            publicKeys?: {
              id: string
              key: string
            }[]
            audience?: string
            /** Format: email */
            serviceAccount?: string
            jwksUri?: components['schemas']['HttpUrl']
            directories?: string[]
            /** Format: uuid */
            appId?: string
            authority?: components['schemas']['HttpUrl']
            allowedOrigins?: string[]
            scheme?: components['schemas']['SignatureScheme']
            mapping?: components['schemas']['EventMapping']
            deliveryIdHeader?: string
          }
          /** @default {} */
          headers?: {
            [key: string]: string
          }
          body: string
        }
      | {
          /** @enum {string} */
          kind:
            | 'okta'
            | 'okta-log'
            | 'github'
            | 'slack'
            | 'pagerduty'
            | 'atlassian'
            | 'zoom'
            | 'box'
            | 'auth0'
            | 'jamf'
            | 'standard-webhooks'
            | 'aws-sns'
            | 'aws-eventbridge'
            | 'crowdstrike'
            | 'github-secret-scanning'
            | 'google-workspace'
            | 'microsoft-graph'
            | 'cloudevents'
            | 'generic'
          issuer?: components['schemas']['HttpUrl']
          settings?: {
            /** @enum {string} */
            dialect?: 'google' | 'okta' | 'sse'
            allowedEvents?: components['schemas']['EventUri'][]
            /** @enum {string} */
            layout?: 'body-time-base64' | 'time-body-hex'
            topics?: string[]
            certificates?: string[]
            nonCompliantGroups?: string[]
            header?: string
            publicKeys?: {
              id: string
              key: string
            }[]
            audience?: string
            /** Format: email */
            serviceAccount?: string
            jwksUri?: components['schemas']['HttpUrl']
            directories?: string[]
            /** Format: uuid */
            appId?: string
            authority?: components['schemas']['HttpUrl']
            allowedOrigins?: string[]
            scheme?: components['schemas']['SignatureScheme']
            mapping?: components['schemas']['EventMapping']
            deliveryIdHeader?: string
          }
          /** @default {} */
          headers?: {
            [key: string]: string
          }
          body: string
        }
    /** @enum {string} */
    AlertKind:
      | 'stream-paused'
      | 'stream-failing'
      | 'dead-letters'
      | 'source-silent'
      | 'source-failing'
      | 'policy-rate-limit'
      | 'channel-failing'
      | 'notices-dead'
      | 'job-failed'
      | 'retention-blocked'
      | 'database-restarted'
      | 'signals-parked'
      | 'events-parked'
      | 'backlog-old'
      | 'break-glass'
      | 'revocation-open'
      | 'disk-low'
    RedriveRequest: {
      jtis?: string[]
    }
    /** @enum {string} */
    JobKind: 'redrive' | 'replay' | 'backtest' | 'expunge'
    /** @enum {string} */
    JobState: 'counting' | 'ready' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed'
    ChangeJobRequest: {
      /** @enum {string} */
      action?: 'start' | 'pause' | 'resume' | 'cancel'
      ratePerSecond?: number
    }
    RedriveJobRequest: {
      /** @default {} */
      filter?: components['schemas']['DeadLetterFilter']
      /** @default 200 */
      ratePerSecond?: number
      /** @default true */
      startsAtOnce?: boolean
    }
    DeadLetterFilter: {
      tenantId?: components['schemas']['TenantId']
      subscriberId?: components['schemas']['SubscriberId']
      streamId?: components['schemas']['StreamId']
      err?: string
      type?: components['schemas']['EventUri']
      txn?: string
      /** Format: date-time */
      from?: string
      /** Format: date-time */
      to?: string
    }
    ReplayRequest: {
      filter: components['schemas']['ReplayFilter']
      /** @default 200 */
      ratePerSecond?: number
      /** @default false */
      startsAtOnce?: boolean
    }
    ReplayFilter: {
      tenantId?: components['schemas']['TenantId']
      subscriberId?: components['schemas']['SubscriberId']
      streamId?: components['schemas']['StreamId']
      /** Format: date-time */
      from: string
      /** Format: date-time */
      to?: string
      types?: components['schemas']['EventUri'][]
      txn?: string
      subject?: components['schemas']['LooseSubject']
      /**
       * @default missed
       * @enum {string}
       */
      select?: 'missed' | 'all'
      /** @default false */
      backfill?: boolean
    }
    ExpungeRequest: {
      principalId?: components['schemas']['PrincipalId']
      subject?: components['schemas']['LooseSubject']
      /** @default user */
      kind?: components['schemas']['PrincipalKind']
      /** @default default */
      tenantId?: components['schemas']['TenantId']
      reference?: string
      /** @default 200 */
      ratePerSecond?: number
    }
    /** Format: uuid */
    PrincipalId: string
    /** @enum {string} */
    PrincipalKind:
      | 'user'
      | 'device'
      | 'session'
      | 'token'
      | 'integration'
      | 'service_account'
      | 'tenant'
      | 'group'
      | 'org_unit'
    TokenRequest: {
      /** @constant */
      grant_type: 'client_credentials'
      scope?: string
      resource?: string
      client_id?: string
      client_secret?: string
      client_assertion_type?: string
      client_assertion?: string
    } & {
      [key: string]: unknown
    }
    TokenQuestion: {
      token: string
      token_type_hint?: string
    } & {
      [key: string]: unknown
    }
    CreateOauthClientRequest: {
      /** @default client_secret_basic */
      authMethod?: components['schemas']['ClientAuthMethod']
      jwks?: components['schemas']['Jwks']
      jwksUri?: components['schemas']['HttpUrl']
      certificateSubject?: components['schemas']['CertificateSubject']
      boundToCertificate?: boolean
      /** @default false */
      requireDpop?: boolean
      /**
       * @default [
       *       "ssf.read",
       *       "ssf.manage"
       *     ]
       */
      scopes?: components['schemas']['Scope'][]
    }
    /** @enum {string} */
    ClientAuthMethod:
      | 'client_secret_basic'
      | 'client_secret_post'
      | 'private_key_jwt'
      | 'tls_client_auth'
      | 'self_signed_tls_client_auth'
    CertificateSubject: {
      /** @enum {string} */
      name:
        | 'tls_client_auth_subject_dn'
        | 'tls_client_auth_san_dns'
        | 'tls_client_auth_san_uri'
        | 'tls_client_auth_san_ip'
        | 'tls_client_auth_san_email'
      value: string
    }
    /** @enum {string} */
    Scope:
      | 'ssf.read'
      | 'ssf.manage'
      | 'ssf.manage.create'
      | 'ssf.manage.update'
      | 'ssf.manage.delete'
      | 'ssf.manage.status'
      | 'ssf.manage.subjects'
      | 'ssf.manage.verify'
      | 'ssf.manage.poll'
    RotateSecretRequest: {
      /** @default 0 */
      overlapSeconds?: number
    }
    CreateTokenIssuerRequest: {
      /** @default default */
      tenantId?: components['schemas']['TenantId']
      issuer: components['schemas']['HttpUrl']
      jwksUri?: components['schemas']['HttpUrl']
      audience: string | string[]
      subscriberClaim?: string | string[]
      subscribers?: {
        [key: string]: components['schemas']['SubscriberId']
      }
      /**
       * @default scope
       * @enum {string}
       */
      scopeClaim?: 'scope' | 'scp' | 'roles'
    }
    SignInRequest:
      | {
          token: string
        }
      | {
          code: string
        }
    CreateAdminTokenRequest: {
      name: string
      role: components['schemas']['OperatorRole']
      days?: number
    }
    /** @enum {string} */
    OperatorRole: 'viewer' | 'responder' | 'approver' | 'admin'
    CreatePolicyRequest: {
      id: components['schemas']['PolicyId']
      /** @default shadow */
      mode?: components['schemas']['PolicyMode']
      policy: components['schemas']['PolicyDocument']
    }
    /** @example two-sources-agree */
    PolicyId: string
    /** @enum {string} */
    PolicyMode: 'on' | 'shadow' | 'off'
    PolicyDocument: {
      name: string
      description?: string
      when: components['schemas']['PolicyWhen']
      history?: components['schemas']['PolicyHistory']
      then: components['schemas']['PolicyAction'][]
      to?: {
        tags: string[]
      }
      /** @example 10m */
      suppress?: string
      rateLimit?: {
        max: number
        /** @example 10m */
        per: string
      }
      reason: string
    }
    PolicyWhen: {
      types?: components['schemas']['EventTypeName'][]
      sources?: string[]
      notSources?: string[]
      vendorTypes?: string[]
      notVendorTypes?: string[]
      principals?: components['schemas']['PrincipalKind'][]
      certainty?: components['schemas']['Certainty'][]
      tenants?: components['schemas']['TenantId'][]
      condition?: components['schemas']['Condition']
    }
    /** @example session-revoked */
    EventTypeName: string
    Condition: string
    PolicyHistory: {
      /** @example 10m */
      within: string
      count?: {
        atLeast: number
        of?: components['schemas']['HistoryStep']
        /**
         * @default signal
         * @enum {string}
         */
        distinct?: 'signal' | 'source'
      }
      all?: components['schemas']['HistoryStep'][]
      sequence?: components['schemas']['HistoryStep'][]
      condition?: components['schemas']['Condition']
    }
    HistoryStep: {
      types?: components['schemas']['EventTypeName'][]
      sources?: string[]
      vendorTypes?: string[]
      condition?: components['schemas']['Condition']
    }
    PolicyAction:
      | {
          /** @constant */
          emit: 'same'
        }
      | {
          emit: components['schemas']['EventTypeName']
          payload?: {
            [key: string]: unknown
          }
          about?: {
            related: components['schemas']['PrincipalKind']
          }
        }
      | {
          incident: components['schemas']['Severity']
        }
      | {
          /** @example 10m */
          approval: string
        }
      | {
          notify: string
        }
    /** @enum {string} */
    Severity: 'info' | 'low' | 'medium' | 'high' | 'critical'
    UpdatePolicyRequest: {
      expectedVersion: number
      policy: components['schemas']['PolicyDocument']
    }
    PolicyModeRequest: {
      mode: components['schemas']['PolicyMode']
      expectedVersion?: number
    }
    PolicyTestRequest: {
      signals: components['schemas']['PastedSignal'][]
      policies?: {
        id: components['schemas']['PolicyId']
        policy: components['schemas']['PolicyDocument']
      }[]
    }
    PastedSignal: {
      sourceId?: string
      type: components['schemas']['EventTypeName']
      subject: components['schemas']['LooseSubject']
      payload?: {
        [key: string]: unknown
      }
      txn?: string
      tenantId?: components['schemas']['TenantId']
      /** Format: date-time */
      occurredAt?: string
      certainty?: components['schemas']['Certainty']
      vendorType?: string
      knownAs?: {
        member: string
        identifiers: components['schemas']['SimpleSubject'][]
        displayName?: string
      }[]
    }
    BacktestRequest: {
      policyId: components['schemas']['PolicyId']
      version?: number
      policy?: components['schemas']['PolicyDocument']
      /** Format: date-time */
      from?: string
      /** Format: date-time */
      to?: string
      /** @default 5000 */
      ratePerSecond?: number
    }
    CreateChannelRequest: {
      name: components['schemas']['ChannelName']
      /** Format: uri */
      url: string
      description?: string
    }
    /** @example soc */
    ChannelName: string
    ChangeChannelRequest: {
      /** Format: uri */
      url?: string
      description?: string
      /** @enum {string} */
      status?: 'enabled' | 'paused'
    }
    RotateChannelRequest: {
      /** @default 24 */
      overlapHours?: number
    }
    ReplayNoticesRequest: {
      channel?: components['schemas']['ChannelName']
      ids?: string[]
    }
    /** @enum {string} */
    ApprovalState: 'open' | 'approved' | 'rejected' | 'expired'
    DecideApprovalRequest: {
      comment?: string
    }
    StopRequest: {
      reason: string
    }
    ResumeRequest: {
      reason: string
      /** @enum {string} */
      held: 'release' | 'discard'
    }
    DecideHeldRequest: {
      heldFor: string
      /** @enum {string} */
      decision: 'release' | 'discard'
      reason: string
    }
    ReplayParkedRequest: {
      ids?: components['schemas']['SignalId'][]
    }
    ReplayParkedEventsRequest: {
      ids?: components['schemas']['EventId'][]
    }
    IncidentStateRequest: {
      /** @enum {string} */
      state: 'acknowledged' | 'contained' | 'closed'
      comment?: string
    }
    IncidentNoteRequest:
      | {
          /** @constant */
          kind: 'comment'
          text: string
        }
      | {
          /** @constant */
          kind: 'link'
          text: components['schemas']['HttpUrl']
        }
      | {
          /** @constant */
          kind: 'incident'
          /** Format: uuid */
          text: string
        }
    MergeRequest: {
      /** Format: uuid */
      other: string
      reason: string
    }
    SplitRequest:
      | {
          subjects: components['schemas']['LooseSubject'][]
          reason: string
        }
      | {
          /** Format: uuid */
          mergeId: string
          reason: string
        }
    DecideDisputeRequest: {
      /** @enum {string} */
      decision: 'accept' | 'reject'
      comment?: string
    }
    CreateDirectoryRequest: {
      id: components['schemas']['SourceId']
      /** @default default */
      tenantId?: components['schemas']['TenantId']
      /** Format: uri */
      issuer?: string
      /**
       * @default externalId
       * @enum {string}
       */
      subject?: 'externalId' | 'userName' | 'id'
      /**
       * @default [
       *       "*"
       *     ]
       */
      speaksFor?: string[]
    }
    UpdateDirectoryRequest: {
      issuer?: string | null
      /** @enum {string} */
      subject?: 'externalId' | 'userName' | 'id'
      speaksFor?: string[]
    }
    CreateDirectoryTokenRequest: {
      days?: number
    }
    ScimUser: {
      userName: string
      externalId?: string
      displayName?: string
      active?: boolean
      name?: {
        formatted?: string
      } & {
        [key: string]: unknown
      }
      emails?: ({
        value?: string
        type?: string
        primary?: boolean
      } & {
        [key: string]: unknown
      })[]
      phoneNumbers?: ({
        value?: string
        type?: string
        primary?: boolean
      } & {
        [key: string]: unknown
      })[]
    } & {
      [key: string]: unknown
    }
    TransmitterMetadata: {
      spec_version?: string
      issuer: components['schemas']['HttpUrl']
      jwks_uri?: components['schemas']['HttpUrl']
      delivery_methods_supported?: string[]
      configuration_endpoint?: components['schemas']['HttpUrl']
      status_endpoint?: components['schemas']['HttpUrl']
      add_subject_endpoint?: components['schemas']['HttpUrl']
      remove_subject_endpoint?: components['schemas']['HttpUrl']
      verification_endpoint?: components['schemas']['HttpUrl']
      critical_subject_members?: string[]
      authorization_schemes?: components['schemas']['AuthorizationScheme'][]
      /** @enum {string} */
      default_subjects?: 'ALL' | 'NONE'
    } & {
      [key: string]: unknown
    }
    AuthorizationScheme: {
      spec_urn: string
    } & {
      [key: string]: unknown
    }
    StreamConfiguration: {
      stream_id: components['schemas']['StreamId']
      iss: components['schemas']['HttpUrl']
      aud: components['schemas']['Audience']
      events_supported?: string[]
      events_requested?: string[]
      events_delivered: string[]
      delivery: components['schemas']['StreamDelivery']
      min_verification_interval?: number
      description?: string
      inactivity_timeout?: number
      subject_formats?: string[]
    } & {
      [key: string]: unknown
    }
    Problem: {
      type: string
      title: string
      status: number
      detail?: string
    } & {
      [key: string]: unknown
    }
    PollResponse: {
      sets: {
        [key: string]: string
      }
      /** @constant */
      moreAvailable?: true
    }
    SetError: {
      err: components['schemas']['SetErrorCode']
      description: string
    }
    /** @enum {string} */
    SetErrorCode:
      | 'invalid_request'
      | 'invalid_key'
      | 'invalid_issuer'
      | 'invalid_audience'
      | 'authentication_failed'
      | 'access_denied'
      | 'invalid_state'
    CreatedSubscriber: {
      id: components['schemas']['SubscriberId']
      name: string
      audience: string[]
      tenantId: components['schemas']['TenantId']
      /** @enum {string} */
      defaultSubjects: 'ALL' | 'NONE'
      requireDpop: boolean
      signingAlg: string
      encryption?: components['schemas']['PublicJwk']
      allowedEvents?: string[]
      pushHosts?: string[]
      ipRanges?: string[]
      subjectFormats?: string[]
      tellFormats?: string[]
      tellIssuers?: string[]
      description?: string
      tags?: string[]
      /** Format: date-time */
      createdAt: string
      token: string
    }
    SubscriberPage: {
      items: components['schemas']['Subscriber'][]
      next?: string
    }
    Subscriber: {
      id: components['schemas']['SubscriberId']
      name: string
      audience: string[]
      tenantId: components['schemas']['TenantId']
      /** @enum {string} */
      defaultSubjects: 'ALL' | 'NONE'
      requireDpop: boolean
      signingAlg: string
      encryption?: components['schemas']['PublicJwk']
      allowedEvents?: string[]
      pushHosts?: string[]
      ipRanges?: string[]
      subjectFormats?: string[]
      tellFormats?: string[]
      tellIssuers?: string[]
      description?: string
      tags?: string[]
      /** Format: date-time */
      createdAt: string
    }
    RotatedToken: {
      token: string
    }
    UpstreamPage: {
      items: components['schemas']['Upstream'][]
      next?: string
    }
    Upstream: {
      sourceId: components['schemas']['SourceId']
      tenantId: components['schemas']['TenantId']
      issuer: string
      settings: {
        /**
         * @default poll
         * @enum {string}
         */
        delivery: 'push' | 'poll'
        events?: components['schemas']['EventUri'][]
        metadataUrl?: components['schemas']['HttpUrl']
        streamId?: string
        /**
         * @default own
         * @enum {string}
         */
        adopt: 'own' | 'any'
        /** @default 3600 */
        verifyEverySeconds: number
        /** @default 300 */
        silentAfterSeconds: number
        /**
         * @default alarm
         * @enum {string}
         */
        whenPaused: 'alarm' | 'enable'
        /** @default true */
        enabled: boolean
      }
      authorization: components['schemas']['UpstreamAuthorizationShown']
      health: components['schemas']['UpstreamHealth']
      problem?: string
      trouble: components['schemas']['UpstreamTrouble'][]
      transmitter?: {
        metadataUrl: string
        /** Format: date-time */
        readAt: string
        metadata: {
          [key: string]: unknown
        }
      }
      stream?: {
        id: string
        status?: components['schemas']['StreamStatus']
        statusReason?: string
        /** Format: date-time */
        statusReadAt?: string
        /** Format: date-time */
        readAt?: string
        configuration: {
          [key: string]: unknown
        }
      }
      /** Format: date-time */
      verificationAskedAt?: string
      /** Format: date-time */
      verifiedAt?: string
      /** Format: date-time */
      lastSetAt?: string
      lagSeconds?: number
      /** Format: date-time */
      polledAt?: string
      /** Format: date-time */
      tokenExpiresAt?: string
      subjectsPending: number
      /** Format: date-time */
      createdAt: string
    }
    UpstreamAuthorizationShown: {
      method: string
      clientId?: string
      publicKey?: {
        [key: string]: unknown
      }
      authorizationServer?: string
      tokenEndpoint?: string
      scope?: string
      dpop?: boolean
    }
    /** @enum {string} */
    UpstreamHealth:
      'connecting' | 'ok' | 'silent' | 'failing' | 'paused' | 'disabled' | 'off' | 'removing'
    UpstreamTrouble: {
      step: string
      /** Format: date-time */
      since: string
      failures: number
      last: string
      /** Format: date-time */
      nextAttemptAt: string
    }
    UpstreamSubjectsAccepted: {
      adding: number
      removing: number
    }
    UpstreamSubjectPage: {
      items: components['schemas']['UpstreamSubject'][]
      next?: string
    }
    UpstreamSubject: {
      subject: components['schemas']['LooseSubject']
      verified: boolean
      state: components['schemas']['UpstreamSubjectState']
      failure?: string
      /** Format: date-time */
      changedAt: string
    }
    TransmitterProbe: {
      issuer: string
      usable: boolean
      findings: components['schemas']['Finding'][]
      metadataUrl?: string
      metadata?: {
        [key: string]: unknown
      }
      dialect?: string
      authorizationServer?: string
      tokenEndpoint?: string
      scope?: string
    }
    Finding: {
      step: string
      /** @enum {string} */
      result: 'ok' | 'warning' | 'failed' | 'skipped'
      clause: string
      seen: string
    }
    ConformanceRun: {
      id: string
      sourceId: components['schemas']['SourceId']
      /** @enum {string} */
      state: 'waiting' | 'running' | 'passed' | 'failed'
      deliveries: ('push' | 'poll')[]
      steps: components['schemas']['ConformanceStep'][]
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      finishedAt?: string
    }
    ConformanceStep: {
      /** @enum {string} */
      delivery: 'push' | 'poll'
      step: string
      clause: string
      /** @enum {string} */
      result: 'ok' | 'failed' | 'skipped'
      seen: string
      /** Format: date-time */
      at: string
    }
    ConformanceRunPage: {
      items: components['schemas']['ConformanceRun'][]
      next?: string
    }
    RevocationAccepted: {
      signals: {
        id: components['schemas']['SignalId']
        type: string
      }[]
      txn: string
      approval?: components['schemas']['Approval']
    }
    Approval: {
      /** Format: uuid */
      id: string
      /** @enum {string} */
      kind: 'policy' | 'revocation' | 'break-glass'
      tenantId: components['schemas']['TenantId']
      policyId?: string
      about: string
      summary: string
      affected: number
      request?: unknown
      txn?: string
      askedBy: string
      /** Format: date-time */
      askedAt: string
      /** Format: date-time */
      expiresAt: string
      state: components['schemas']['ApprovalState']
      decidedBy?: string
      /** Format: date-time */
      decidedAt?: string
      comment?: string
    }
    RevocationPreview: {
      isStopped: boolean
      secondPerson: components['schemas']['SecondPerson']
      events: components['schemas']['PreviewedEvent'][]
    }
    SecondPerson: {
      principals: components['schemas']['PrincipalId'][]
      people: number
      sessions: number
      isAtLeast: boolean
      isNeeded: boolean
      from?: number
      mayBreakGlass: boolean
    }
    PreviewedEvent: {
      type: components['schemas']['EventUri']
      subject: components['schemas']['LooseSubject']
      becauseOf: components['schemas']['BecauseOf']
      heldFor?: string
      told: {
        /** @description How many there are; the list may be shorter */
        total: number
        items: components['schemas']['ToldStream'][]
      }
      notTold: {
        /** @description How many there are; the list may be shorter */
        total: number
        items: components['schemas']['PassedStream'][]
      }
    }
    BecauseOf: {
      policyId: string
      policyVersion: number
      rule: string
      reason: string
      signals?: components['schemas']['SignalId'][]
    }
    ToldStream: {
      streamId: components['schemas']['StreamId']
      subscriber: {
        id: components['schemas']['SubscriberId']
        name: string
      }
      /** @enum {string} */
      method: 'urn:ietf:rfc:8935' | 'urn:ietf:rfc:8936'
      /** @enum {string} */
      when: 'now' | 'once-enabled' | 'once-reachable'
    }
    PassedStream: {
      streamId: components['schemas']['StreamId']
      subscriber: {
        id: components['schemas']['SubscriberId']
        name: string
      }
      /** @enum {string} */
      because:
        | 'disabled'
        | 'not-requested'
        | 'not-allowed'
        | 'subject-not-in-stream'
        | 'created-later'
        | 'not-tagged'
        | 'suppressed'
        | 'discarded'
        | 'no-identifier'
    }
    SignalPage: {
      items: components['schemas']['SignalSummary'][]
      next?: string
    }
    SignalSummary: {
      id: components['schemas']['SignalId']
      sourceId: string
      dedupeKey: string
      type: components['schemas']['EventUri']
      subject: components['schemas']['LooseSubject']
      payload: {
        [key: string]: unknown
      }
      txn: string
      tenantId: components['schemas']['TenantId']
      /** Format: date-time */
      occurredAt: string
      /** Format: date-time */
      receivedAt: string
      certainty: components['schemas']['Certainty']
      vendorType?: string
      knownAs?: {
        member: string
        identifiers: components['schemas']['SimpleSubject'][]
        displayName?: string
      }[]
      /** Format: date-time */
      routedAt?: string
    }
    SignalDetail: {
      signal: components['schemas']['Signal']
      decisions: components['schemas']['Decision'][]
      events: components['schemas']['HubEvent'][]
      principalId?: components['schemas']['PrincipalId']
      /** Format: uuid */
      incidentId?: string
    }
    Signal: {
      id: components['schemas']['SignalId']
      sourceId: string
      dedupeKey: string
      type: components['schemas']['EventUri']
      subject: components['schemas']['LooseSubject']
      payload: {
        [key: string]: unknown
      }
      txn: string
      tenantId: components['schemas']['TenantId']
      /** Format: date-time */
      occurredAt: string
      /** Format: date-time */
      receivedAt: string
      certainty: components['schemas']['Certainty']
      vendorType?: string
      knownAs?: {
        member: string
        identifiers: components['schemas']['SimpleSubject'][]
        displayName?: string
      }[]
    }
    Decision:
      | {
          /** @constant */
          decision: 'emit'
          eventId: components['schemas']['EventId']
          type: components['schemas']['EventUri']
          becauseOf: components['schemas']['BecauseOf']
          heldFor?: string
        }
      | {
          /** @constant */
          decision: 'shadow'
          policyId: string
          policyVersion: number
          type: components['schemas']['EventUri']
          because: string
        }
      | {
          /** @constant */
          decision: 'skip'
          policyId: string
          policyVersion: number
          because: string
        }
      | {
          /** @constant */
          decision: 'error'
          policyId: string
          policyVersion: number
          because: string
        }
      | {
          /** @constant */
          decision: 'incident'
          policyId: string
          policyVersion: number
          severity: components['schemas']['Severity']
        }
      | {
          /** @constant */
          decision: 'notify'
          policyId: string
          policyVersion: number
          channel: string
        }
    HubEvent: {
      id: components['schemas']['EventId']
      signalId: components['schemas']['SignalId']
      type: components['schemas']['EventUri']
      subject: components['schemas']['LooseSubject']
      payload: {
        [key: string]: unknown
      }
      txn: string
      tenantId: components['schemas']['TenantId']
      /** Format: date-time */
      acceptedAt: string
      becauseOf: components['schemas']['BecauseOf']
      tags?: string[]
      suppress?: {
        key: string
        seconds: number
      }
      heldFor?: string
    }
    EventPage: {
      items: components['schemas']['HubEvent'][]
      next?: string
    }
    EventTrace: {
      event: components['schemas']['HubEvent']
      /** Format: date-time */
      fannedOutAt?: string
      deliveries: components['schemas']['DeliveryTrace'][]
      notDelivered: {
        streamId: components['schemas']['StreamId']
        subscriber: {
          id: components['schemas']['SubscriberId']
          name: string
        }
        because: components['schemas']['NotDeliveredReason']
      }[]
    }
    DeliveryTrace: {
      streamId: components['schemas']['StreamId']
      subscriber: {
        id: components['schemas']['SubscriberId']
        name: string
      }
      jti: string
      state: components['schemas']['DeliveryState']
      attempts: components['schemas']['Attempt'][]
    }
    DeliveryState:
      | {
          /** @constant */
          status: 'pending'
          attempts: number
          /** Format: date-time */
          nextAttemptAt: string
        }
      | {
          /** @constant */
          status: 'held'
          attempts: number
          /** @constant */
          because: 'paused'
        }
      | {
          /** @constant */
          status: 'delivered'
          attempts: number
          /** Format: date-time */
          deliveredAt: string
        }
      | {
          /** @constant */
          status: 'rejected'
          attempts: number
          /** Format: date-time */
          rejectedAt: string
          err: string
          description?: string
        }
      | {
          /** @constant */
          status: 'expired'
          attempts: number
          /** Format: date-time */
          expiredAt: string
          lastReason: string
        }
      | {
          /** @constant */
          status: 'dropped'
          attempts: number
          /** Format: date-time */
          droppedAt: string
          /** @enum {string} */
          because: 'disabled' | 'stream-deleted'
        }
    Attempt:
      | {
          /** @constant */
          outcome: 'accepted'
          /** Format: date-time */
          at: string
          durationMs: number
          remoteAddress?: string
          phases?: components['schemas']['Phases']
          httpStatus: number
          reusedConnection?: boolean
        }
      | {
          /** @constant */
          outcome: 'rejected'
          /** Format: date-time */
          at: string
          durationMs: number
          remoteAddress?: string
          phases?: components['schemas']['Phases']
          httpStatus: number
          reusedConnection?: boolean
          err?: string
          description?: string
          response?: string
          fault: components['schemas']['Fault']
        }
      | {
          /** @constant */
          outcome: 'retry'
          /** Format: date-time */
          at: string
          durationMs: number
          remoteAddress?: string
          phases?: components['schemas']['Phases']
          httpStatus: number
          reusedConnection?: boolean
          err?: string
          description?: string
          response?: string
          fault: components['schemas']['Fault']
        }
      | {
          /** @constant */
          outcome: 'acknowledged'
          /** Format: date-time */
          at: string
          durationMs: number
          remoteAddress?: string
          phases?: components['schemas']['Phases']
        }
      | {
          /** @constant */
          outcome: 'refused'
          /** Format: date-time */
          at: string
          durationMs: number
          remoteAddress?: string
          phases?: components['schemas']['Phases']
          err?: string
          description?: string
        }
      | {
          /** @constant */
          outcome: 'failed'
          /** Format: date-time */
          at: string
          durationMs: number
          remoteAddress?: string
          phases?: components['schemas']['Phases']
          /** @enum {string} */
          reason:
            | 'blocked-address'
            | 'dns'
            | 'connect'
            | 'tls'
            | 'timeout'
            | 'reset'
            | 'bad-url'
            | 'aborted'
          fault: components['schemas']['Fault']
          description?: string
        }
    Phases: {
      dnsMs?: number
      connectMs?: number
      tlsMs?: number
      firstByteMs?: number
      bodyMs?: number
    }
    /** @enum {string} */
    Fault: 'hub' | 'receiver' | 'between'
    /** @enum {string} */
    NotDeliveredReason:
      | 'disabled'
      | 'not-requested'
      | 'not-allowed'
      | 'subject-not-in-stream'
      | 'created-later'
      | 'not-tagged'
      | 'suppressed'
      | 'discarded'
    StreamPage: {
      items: components['schemas']['StreamOverview'][]
      next?: string
    }
    StreamOverview: {
      streamId: components['schemas']['StreamId']
      subscriber: {
        id: components['schemas']['SubscriberId']
        name: string
      }
      status: components['schemas']['StreamStatus']
      statusReason?: string
      /** @enum {string} */
      method: 'urn:ietf:rfc:8935' | 'urn:ietf:rfc:8936'
      endpointUrl?: string
      push: components['schemas']['PushSettings']
      signingAlg: components['schemas']['SigningAlg']
      eventsDelivered: string[]
      tags: string[]
      backlog: number
      /** Format: date-time */
      oldestOwedAt?: string
      holds: {
        maxSets?: number
        maxDays?: number
      }
      dropped: number
      rejected: number
      cursor: number
      failing?: {
        /** Format: date-time */
        since: string
        failures: number
        last: string
        /** Format: date-time */
        nextAttemptAt: string
      }
      /** Format: date-time */
      createdAt: string
    }
    PushSettings: {
      window: number
      ratePerSecond: number | null
      /** @enum {string} */
      order: 'principal' | 'stream'
    }
    StreamVerification: {
      jti: string
      /** Format: date-time */
      askedAt: string
      attempts: number
      /** Format: date-time */
      settledAt?: string
      outcome?: string
    }
    VerificationSent: {
      jti: string
    }
    Tenant: {
      id: components['schemas']['TenantId']
      issuer: string
      /** Format: date-time */
      createdAt: string
    }
    TenantList: {
      items: components['schemas']['Tenant'][]
    }
    SigningKeyList: {
      items: components['schemas']['SigningKeyInfo'][]
    }
    SigningKeyInfo: {
      kid: string
      alg: string
      /** @enum {string} */
      state: 'next' | 'active' | 'retired'
      /** Format: date-time */
      activeFrom: string
      /** Format: date-time */
      retiredAt?: string
    }
    Progress: {
      txn: string
      events: components['schemas']['HubEvent'][]
      streams: {
        streamId: components['schemas']['StreamId']
        subscriber: {
          id: components['schemas']['SubscriberId']
          name: string
        }
        steps: components['schemas']['ProgressStep'][]
      }[]
      notTold: {
        eventId: components['schemas']['EventId']
        streamId: components['schemas']['StreamId']
        subscriber: {
          id: components['schemas']['SubscriberId']
          name: string
        }
        because: components['schemas']['NotDeliveredReason']
      }[]
      open: number
      /** Format: date-time */
      lastAcknowledgedAt?: string
      isCut?: boolean
    }
    ProgressStep: {
      eventId: components['schemas']['EventId']
      jti: string
      state: components['schemas']['DeliveryState']
      /** Format: date-time */
      owedAt: string
      /** Format: date-time */
      signedAt?: string
      kid?: string
      /** Format: date-time */
      sentAt?: string
      /** Format: date-time */
      acknowledgedAt?: string
      /** Format: date-time */
      enforcedAt?: string
      /** @enum {string} */
      enforcedBy?: 'receipt' | 'signal'
      note?: string
      attempts: number
    }
    EvidenceBundle: {
      evidence: {
        /** @constant */
        version: 1
        issuer: string
        jwks_uri: string
        /** Format: date-time */
        made_at: string
        made_by: string
        progress: components['schemas']['Progress']
      }
      signature: string
    }
    Source: {
      id: components['schemas']['SourceId']
      /** @enum {string} */
      kind:
        | 'ssf'
        | 'okta'
        | 'okta-log'
        | 'github'
        | 'slack'
        | 'pagerduty'
        | 'atlassian'
        | 'zoom'
        | 'box'
        | 'auth0'
        | 'jamf'
        | 'standard-webhooks'
        | 'aws-sns'
        | 'aws-eventbridge'
        | 'crowdstrike'
        | 'github-secret-scanning'
        | 'google-workspace'
        | 'microsoft-graph'
        | 'cloudevents'
        | 'generic'
      tenantId: components['schemas']['TenantId']
      issuer?: string
      audience?: string[]
      jwksUri?: string
      settings?: {
        /** @enum {string} */
        dialect?: 'google' | 'okta' | 'sse'
        allowedEvents?: components['schemas']['EventUri'][]
        /** @enum {string} */
        layout?: 'body-time-base64' | 'time-body-hex'
        topics?: string[]
        certificates?: string[]
        nonCompliantGroups?: string[]
        header?: string
        publicKeys?: {
          id: string
          key: string
        }[]
        audience?: string
        /** Format: email */
        serviceAccount?: string
        jwksUri?: components['schemas']['HttpUrl']
        directories?: string[]
        /** Format: uuid */
        appId?: string
        authority?: components['schemas']['HttpUrl']
        allowedOrigins?: string[]
        scheme?: components['schemas']['SignatureSchemeOutput']
        mapping?: components['schemas']['EventMapping']
        deliveryIdHeader?: string
      }
      trust: components['schemas']['SourceTrust']
      mayLink: boolean
      speaksFor: string[]
      ipRanges?: components['schemas']['IpRange'][]
      clientCertificates?: string[]
      ratePerSecond?: number
      /** @enum {string} */
      status: 'active' | 'paused'
      hasUpstream: boolean
      ingestUrl: string
      /** Format: date-time */
      createdAt: string
    }
    SourcePage: {
      items: components['schemas']['Source'][]
      next?: string
    }
    SourceRefusalList: {
      items: components['schemas']['SourceRefusals'][]
    }
    SourceRefusals: {
      /** Format: date */
      day: string
      code: string
      count: number
      /** Format: date-time */
      lastAt: string
      samples: {
        /** Format: date-time */
        at: string
        reason: string
        address?: string
        bytes?: number
        contentType?: string
      }[]
    }
    SourcePolling: {
      sourceId: components['schemas']['SourceId']
      /** Format: date-time */
      since: string
      /** Format: date-time */
      polledAt?: string
      /** Format: date-time */
      dueAt: string
      failures: number
      problem?: string
    }
    SignalOriginal: {
      headers: {
        [key: string]: string
      }
      body: string
      /** @enum {string} */
      encoding: 'utf8' | 'base64'
    }
    SourceTemplateList: {
      items: components['schemas']['SourceTemplate'][]
    }
    SourceTemplate: {
      /** @enum {string} */
      kind:
        | 'ssf'
        | 'okta'
        | 'okta-log'
        | 'github'
        | 'slack'
        | 'pagerduty'
        | 'atlassian'
        | 'zoom'
        | 'box'
        | 'auth0'
        | 'jamf'
        | 'standard-webhooks'
        | 'aws-sns'
        | 'aws-eventbridge'
        | 'crowdstrike'
        | 'github-secret-scanning'
        | 'google-workspace'
        | 'microsoft-graph'
        | 'cloudevents'
        | 'generic'
      title: {
        en: string
        ja: string
      }
      /** @enum {string} */
      secretFrom: 'hub' | 'vendor' | 'none'
      fields: {
        name: string
        label: {
          en: string
          ja: string
        }
        example: string
      }[]
      steps: {
        en: string
        ja: string
      }[]
      url: string
      secret?: string
    }
    CreatedFromTemplate: {
      source: components['schemas']['Source']
      steps: {
        en: string
        ja: string
      }[]
      secret?: string
    }
    DryRunResult: {
      authentic?: boolean
      /** @enum {string} */
      signedBy?: 'secret' | 'stand-in'
      reason?: string
      certainty?: components['schemas']['Certainty']
      signals?: {
        dedupeKey: string
        type: components['schemas']['EventUri']
        subject: components['schemas']['LooseSubject']
        payload: {
          [key: string]: unknown
        }
        vendorType?: string
        knownAs?: {
          member: string
          identifiers: components['schemas']['SimpleSubject'][]
          displayName?: string
        }[]
        txn?: string
        /** Format: date-time */
        occurredAt?: string
      }[]
      skipped?: string[]
      answer?: string
    }
    RotatedSourceSecret: {
      secret?: string
      /** Format: date-time */
      previousSecretUntil?: string
    }
    AuditPage: {
      items: components['schemas']['AuditRecord'][]
      next?: string
    }
    AuditRecord: {
      actor: string
      action: string
      target: string
      tenantId: components['schemas']['TenantId']
      txn?: string
      detail: {
        [key: string]: unknown
      }
      seq: number
      /** Format: date-time */
      at: string
      hash: string
      /** Format: date-time */
      erasedAt?: string
    }
    AuditVerification: {
      checked: number
      head: string
      brokenAt?: number
    }
    AlertPage: {
      items: components['schemas']['Alert'][]
      next?: string
    }
    Alert: {
      /** Format: uuid */
      id: string
      kind: components['schemas']['AlertKind']
      /** @enum {string} */
      severity: 'warning' | 'critical'
      target: string
      tenantId: components['schemas']['TenantId']
      text: string
      /** @enum {string} */
      state: 'open' | 'resolved'
      /** Format: date-time */
      since: string
      /** Format: date-time */
      lastSeenAt: string
      count: number
      acknowledged?: {
        by: string
        /** Format: date-time */
        at: string
      }
      /** Format: date-time */
      resolvedAt?: string
    }
    DeadLetterPage: {
      items: components['schemas']['DeadLetter'][]
      next?: string
    }
    DeadLetter: {
      streamId: components['schemas']['StreamId']
      jti: string
      eventId: components['schemas']['EventId']
      type: string
      txn: string
      subject: components['schemas']['LooseSubject']
      err?: string
      description?: string
      /** Format: date-time */
      at: string
    }
    DeadLetterGroupPage: {
      items: components['schemas']['DeadLetterGroup'][]
      next?: string
    }
    DeadLetterGroup: {
      streamId: components['schemas']['StreamId']
      subscriber: {
        id: components['schemas']['SubscriberId']
        name: string
      }
      err: string
      description?: string
      count: number
      /** Format: date-time */
      firstSeenAt: string
      /** Format: date-time */
      lastSeenAt: string
    }
    DeadLetterLine: {
      streamId: components['schemas']['StreamId']
      jti: string
      eventId: components['schemas']['EventId']
      type: string
      txn: string
      subject: components['schemas']['LooseSubject']
      err?: string
      description?: string
      /** Format: date-time */
      at: string
      set?: string
    }
    Redriven: {
      redriven: number
    }
    JobPage: {
      items: components['schemas']['Job'][]
      next?: string
    }
    Job: {
      /** Format: uuid */
      id: string
      kind: components['schemas']['JobKind']
      state: components['schemas']['JobState']
      request: {
        [key: string]: unknown
      }
      total: number
      done: number
      skipped: number
      tally: {
        [key: string]: number
      }
      ratePerSecond: number
      createdBy: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      startedAt?: string
      /** Format: date-time */
      finishedAt?: string
      failure?: string
    }
    AuthorizationServerMetadata: {
      issuer: string
      token_endpoint: string
      jwks_uri: string
      scopes_supported: string[]
      response_types_supported: string[]
      grant_types_supported: string[]
      token_endpoint_auth_methods_supported: string[]
      token_endpoint_auth_signing_alg_values_supported: string[]
      revocation_endpoint: string
      introspection_endpoint: string
      dpop_signing_alg_values_supported: string[]
      tls_client_certificate_bound_access_tokens?: boolean
    } & {
      [key: string]: unknown
    }
    ProtectedResourceMetadata: {
      resource: string
      authorization_servers: string[]
      scopes_supported: string[]
      bearer_methods_supported: string[]
      dpop_signing_alg_values_supported: string[]
      tls_client_certificate_bound_access_tokens?: boolean
    } & {
      [key: string]: unknown
    }
    TokenResponse: {
      access_token: string
      /** @enum {string} */
      token_type: 'Bearer' | 'DPoP'
      expires_in: number
      scope?: string
    } & {
      [key: string]: unknown
    }
    OauthError: {
      error: string
      error_description?: string
    } & {
      [key: string]: unknown
    }
    Introspection: {
      active: boolean
    } & {
      [key: string]: unknown
    }
    CreatedOauthClient: {
      clientId: string
      authMethod: components['schemas']['ClientAuthMethod']
      jwks?: {
        [key: string]: unknown
      }
      jwksUri?: string
      certificateSubject?: components['schemas']['CertificateSubject']
      boundToCertificate: boolean
      requireDpop: boolean
      scopes: components['schemas']['Scope'][]
      /** Format: date-time */
      createdAt: string
      /** @description Shown this once */
      clientSecret?: string
    }
    OauthClientList: {
      items: components['schemas']['OauthClient'][]
    }
    OauthClient: {
      clientId: string
      authMethod: components['schemas']['ClientAuthMethod']
      jwks?: {
        [key: string]: unknown
      }
      jwksUri?: string
      certificateSubject?: components['schemas']['CertificateSubject']
      boundToCertificate: boolean
      requireDpop: boolean
      scopes: components['schemas']['Scope'][]
      /** Format: date-time */
      createdAt: string
    }
    RotatedSecret: {
      clientId: string
      /** @description Shown this once */
      clientSecret: string
      /** Format: date-time */
      previousUntil: string
    }
    TokenIssuer: {
      /** Format: uuid */
      id: string
      tenantId: components['schemas']['TenantId']
      issuer: string
      jwksUri: string
      audience: string[]
      subscriberClaim: string[]
      subscribers?: {
        [key: string]: components['schemas']['SubscriberId']
      }
      /** @enum {string} */
      scopeClaim: 'scope' | 'scp' | 'roles'
      /** Format: date-time */
      createdAt: string
    }
    TokenIssuerPage: {
      items: components['schemas']['TokenIssuer'][]
      next?: string
    }
    ConsoleSession: {
      operator?: components['schemas']['SignedIn']
      /** @enum {string} */
      ended?: 'revoked' | 'idle' | 'expired' | 'ended' | 'token'
      identityProvider?: string
      issuer: string
      isLocal: boolean
    }
    SignedIn: {
      name: string
      email?: string
      role: components['schemas']['OperatorRole']
      person: string
      /** Format: uuid */
      sessionId: string
      /** Format: date-time */
      expiresAt: string
      idleMinutes: number
    }
    OperatorSessionList: {
      items: components['schemas']['OperatorSession'][]
    }
    OperatorSession: {
      /** Format: uuid */
      id: string
      name: string
      email?: string
      role: components['schemas']['OperatorRole']
      person: string
      remote?: string
      userAgent?: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      seenAt: string
      /** Format: date-time */
      expiresAt: string
    }
    AdminTokenPage: {
      items: components['schemas']['AdminToken'][]
      next?: string
    }
    AdminToken: {
      /** Format: uuid */
      id: string
      name: string
      role: components['schemas']['OperatorRole']
      createdBy?: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt?: string
      /** Format: date-time */
      usedAt?: string
    }
    CreatedAdminToken: {
      /** Format: uuid */
      id: string
      name: string
      role: components['schemas']['OperatorRole']
      createdBy?: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt?: string
      /** Format: date-time */
      usedAt?: string
      token: string
    }
    LiveChange: {
      signals?: {
        count: number
        items: {
          id: string
          type: string
          sourceId: string
        }[]
      }
      decisions?: {
        count: number
        items: {
          id: string
          type: string
          txn: string
        }[]
      }
      deliveries?: {
        accepted: number
        retried: number
        rejected: number
      }
      changed?: ('streams' | 'alerts' | 'audit')[]
    }
    PolicyPage: {
      items: components['schemas']['PolicyRecord'][]
      next?: string
    }
    PolicyRecord: {
      id: components['schemas']['PolicyId']
      version: number
      mode: components['schemas']['PolicyMode']
      name: string
      description?: string
      when: components['schemas']['PolicyWhen']
      history?: components['schemas']['PolicyHistoryOutput']
      then: components['schemas']['PolicyAction'][]
      to?: {
        tags: string[]
      }
      /** @example 10m */
      suppress?: string
      rateLimit?: {
        max: number
        /** @example 10m */
        per: string
      }
      reason: string
      /** Format: date-time */
      updatedAt: string
      updatedBy: string
      trouble?: {
        errors: number
        last: string
        /** Format: date-time */
        lastAt: string
      }
    }
    PolicyVersionPage: {
      items: components['schemas']['PolicyVersion'][]
      next?: string
    }
    PolicyVersion: {
      version: number
      document: components['schemas']['PolicyDocumentOutput']
      /** Format: date-time */
      at: string
      by: string
    }
    PolicyDiff: {
      from: number
      to: number
      differences: components['schemas']['PolicyDifference'][]
    }
    PolicyDifference: {
      path: string
      from?: unknown
      to?: unknown
    }
    PolicyFaults: {
      faults: {
        path: string
        line?: number
        column?: number
        reason: string
      }[]
    }
    PolicyTestResult: {
      results: {
        signal: components['schemas']['Signal']
        decisions: components['schemas']['Decision'][]
        events: components['schemas']['HubEvent'][]
      }[]
    }
    BacktestPage: {
      items: components['schemas']['Backtest'][]
      next?: string
    }
    Backtest: {
      /** Format: uuid */
      id: string
      job: components['schemas']['Job']
      policyId: components['schemas']['PolicyId']
      version?: number
      policy: components['schemas']['PolicyDocumentOutput']
      /** Format: date-time */
      from: string
      /** Format: date-time */
      to: string
      summary?: string
      result?: components['schemas']['BacktestResult']
    }
    BacktestResult: {
      signals: {
        seen: number
        about: number
        matched: number
        failed: number
      }
      skipped: {
        because: string
        signals: number
        signalId: components['schemas']['SignalId']
      }[]
      principals: {
        total: number
        byKind: {
          [key: string]: number
        }
      }
      events: {
        total: number
        byType: {
          [key: string]: {
            events: number
            sets: number
          }
        }
        alsoByOthers: number
        needingApproval: number
        aboveRate: number
        reachingNobody: number
      }
      streams: number
      sets: {
        told: number
        suppressed: number
      }
      incidents: {
        [key: string]: number
      }
      notices: {
        [key: string]: number
      }
      buckets: {
        /** @enum {string} */
        unit: 'hour' | 'day'
        items: {
          /** Format: date-time */
          at: string
          signals: number
          matched: number
          events: number
          sets: number
        }[]
      }
    }
    BacktestExamplePage: {
      items: components['schemas']['BacktestExample'][]
      next?: string
    }
    BacktestExample: {
      nr: number
      signalId: components['schemas']['SignalId']
      /** Format: date-time */
      receivedAt: string
      type?: components['schemas']['EventUri']
      sourceId?: string
      tenantId?: components['schemas']['TenantId']
      subject?: components['schemas']['LooseSubject']
      /** Format: uuid */
      principalId?: string
      events: components['schemas']['ForeseenEvent'][]
      incidents: components['schemas']['Severity'][]
      notices: string[]
    }
    ForeseenEvent: {
      type: components['schemas']['EventUri']
      rule: string
      reason: string
      told: number
      suppressed: number
      alsoByOthers: boolean
      /** @enum {string} */
      heldFor?: 'approval' | 'rate'
      signals?: components['schemas']['SignalId'][]
    }
    BacktestStreamPage: {
      items: components['schemas']['BacktestStream'][]
      next?: string
    }
    BacktestStream: {
      streamId: components['schemas']['StreamId']
      subscriberId?: components['schemas']['SubscriberId']
      subscriberName?: string
      told: number
      suppressed: number
    }
    ChannelPage: {
      items: components['schemas']['Channel'][]
      next?: string
    }
    Channel: {
      name: components['schemas']['ChannelName']
      url: string
      description?: string
      /** @enum {string} */
      status: 'enabled' | 'paused'
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      updatedAt: string
      /** Format: date-time */
      oldSecretUntil?: string
      pending: number
      dead: number
      lastFailure?: string
    }
    ChannelWithSecret: {
      name: components['schemas']['ChannelName']
      url: string
      description?: string
      /** @enum {string} */
      status: 'enabled' | 'paused'
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      updatedAt: string
      /** Format: date-time */
      oldSecretUntil?: string
      pending: number
      dead: number
      lastFailure?: string
      secret: string
    }
    ChannelTest: {
      isDelivered: boolean
      httpStatus?: number
      failure?: string
      durationMs: number
    }
    NoticePage: {
      items: components['schemas']['Notice'][]
      next?: string
    }
    Notice: {
      /** Format: uuid */
      id: string
      channel: string
      policyId: components['schemas']['PolicyId']
      policyVersion: number
      signalId: components['schemas']['SignalId']
      tenantId: components['schemas']['TenantId']
      text: string
      /** @enum {string} */
      state: 'pending' | 'delivered' | 'dead' | 'discarded'
      attempts: number
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      nextAttemptAt?: string
      /** Format: date-time */
      settledAt?: string
      lastFailure?: string
    }
    ReplayedNotices: {
      replayed: number
    }
    ApprovalPage: {
      items: components['schemas']['Approval'][]
      next?: string
    }
    StopSwitch: {
      isStopped: boolean
      reason: string
      changedBy: string
      /** Format: date-time */
      changedAt: string
      held: {
        heldFor: string
        events: number
      }[]
    }
    HeldEventPage: {
      items: components['schemas']['HubEvent'][]
      next?: string
    }
    HeldDecided: {
      released: number
      discarded: number
    }
    Overview: {
      flow: {
        /** Format: date-time */
        minute: string
        signals: number
        events: number
        delivered: number
        failed: number
      }[]
      timeToRevoke?: {
        count: number
        p50Ms: number
        p99Ms: number
      }
      streams: {
        healthy: number
        waiting: number
        rejected: number
        failing: number
        paused: number
        disabled: number
      }
      sources: {
        id: string
        kind: string
        /** Format: date-time */
        heardAt?: string
      }[]
    }
    ParkedSignalPage: {
      items: components['schemas']['ParkedSignal'][]
      next?: string
    }
    ParkedSignal: {
      id: components['schemas']['SignalId']
      tenantId: components['schemas']['TenantId']
      sourceId: string
      type: components['schemas']['EventUri']
      error: string
      tries: number
      /** Format: date-time */
      receivedAt: string
      /** Format: date-time */
      parkedAt: string
    }
    ReplayedParked: {
      replayed: number
    }
    ParkedEventPage: {
      items: components['schemas']['ParkedEvent'][]
      next?: string
    }
    ParkedEvent: {
      id: components['schemas']['EventId']
      tenantId: components['schemas']['TenantId']
      type: components['schemas']['EventUri']
      txn: string
      error: string
      tries: number
      /** Format: date-time */
      acceptedAt: string
      /** Format: date-time */
      parkedAt: string
    }
    IncidentPage: {
      items: components['schemas']['IncidentSummary'][]
      next?: string
    }
    IncidentSummary: {
      id: components['schemas']['IncidentId']
      tenantId: components['schemas']['TenantId']
      txn: string
      severity: components['schemas']['Severity']
      state: components['schemas']['IncidentState']
      signals: number
      facts: number
      /** Format: date-time */
      openedAt: string
      /** Format: date-time */
      firstSignalAt: string
      /** Format: date-time */
      lastSignalAt: string
      /** Format: date-time */
      acknowledgedAt?: string
      /** Format: date-time */
      containedAt?: string
      /** Format: date-time */
      closedAt?: string
      previousId?: components['schemas']['IncidentId']
      mergedInto?: components['schemas']['IncidentId']
      who: components['schemas']['PrincipalSummary'][]
      what: components['schemas']['EventUri'][]
    }
    /** Format: uuid */
    IncidentId: string
    /** @enum {string} */
    IncidentState: 'open' | 'acknowledged' | 'contained' | 'closed'
    PrincipalSummary: {
      principal: components['schemas']['Principal']
      names: components['schemas']['LooseSubject'][]
    }
    Principal: {
      id: components['schemas']['PrincipalId']
      tenantId: components['schemas']['TenantId']
      kind: components['schemas']['PrincipalKind']
      displayName?: string
      mergedInto?: components['schemas']['PrincipalId']
      /** Format: date-time */
      createdAt: string
    }
    IncidentDetail: {
      incident: components['schemas']['Incident']
      parties: components['schemas']['IncidentParty'][]
      facts: components['schemas']['IncidentFact'][]
      absorbed: components['schemas']['IncidentId'][]
      related: components['schemas']['Incident'][]
    }
    Incident: {
      id: components['schemas']['IncidentId']
      tenantId: components['schemas']['TenantId']
      txn: string
      severity: components['schemas']['Severity']
      state: components['schemas']['IncidentState']
      signals: number
      facts: number
      /** Format: date-time */
      openedAt: string
      /** Format: date-time */
      firstSignalAt: string
      /** Format: date-time */
      lastSignalAt: string
      /** Format: date-time */
      acknowledgedAt?: string
      /** Format: date-time */
      containedAt?: string
      /** Format: date-time */
      closedAt?: string
      previousId?: components['schemas']['IncidentId']
      mergedInto?: components['schemas']['IncidentId']
    }
    IncidentParty: {
      principal: components['schemas']['Principal']
      /** @enum {string} */
      role: 'strong' | 'weak'
      names: components['schemas']['LooseSubject'][]
    }
    IncidentFact: {
      principalId: components['schemas']['PrincipalId']
      type: components['schemas']['EventUri']
      /** Format: date-time */
      firstAt: string
      /** Format: date-time */
      lastAt: string
      signals: number
      sources: string[]
    }
    IncidentTimeline: {
      items: components['schemas']['IncidentStep'][]
      next?: string
    }
    IncidentStep: {
      signal: components['schemas']['Signal']
      decisions: components['schemas']['Decision'][]
      events: {
        event: components['schemas']['HubEvent']
        deliveries: components['schemas']['DeliveryCounts']
      }[]
    }
    DeliveryCounts: {
      delivered: number
      rejected: number
      expired: number
      waiting: number
    }
    IncidentNotePage: {
      items: components['schemas']['IncidentNote'][]
      next?: string
    }
    IncidentNote: {
      /** Format: uuid */
      id: string
      /** @enum {string} */
      kind: 'comment' | 'link' | 'incident' | 'state'
      author: string
      text: string
      /** Format: date-time */
      at: string
    }
    PrincipalPage: {
      items: components['schemas']['PrincipalSummary'][]
      next?: string
    }
    PrincipalDetail: {
      principal: components['schemas']['Principal']
      identifiers: components['schemas']['HeldIdentifier'][]
      former: {
        subject: components['schemas']['LooseSubject']
        origin: string
        reason: string
        /** Format: date-time */
        linkedAt: string
        /** Format: date-time */
        endedAt: string
        endedBecause: string
      }[]
      merges: components['schemas']['PrincipalMerge'][]
    }
    HeldIdentifier: {
      subject: components['schemas']['LooseSubject']
      origin: string
      reason: string
      /** Format: date-time */
      linkedAt: string
      isDisputed: boolean
      isScoped: boolean
    }
    PrincipalMerge: {
      /** Format: uuid */
      id: string
      survivorId: components['schemas']['PrincipalId']
      mergedId: components['schemas']['PrincipalId']
      origin: string
      reason: string
      /** Format: date-time */
      at: string
      /** Format: date-time */
      undoneAt?: string
    }
    RelatedPage: {
      items: components['schemas']['RelatedPrincipal'][]
      next?: string
    }
    RelatedPrincipal: {
      kind: components['schemas']['RelationKind']
      other: components['schemas']['PrincipalSummary']
      origin: string
      /** Format: date-time */
      firstSeenAt: string
      /** Format: date-time */
      lastSeenAt: string
    }
    /** @enum {string} */
    RelationKind:
      | 'session-of-user'
      | 'session-on-device'
      | 'device-of-user'
      | 'token-of-user'
      | 'token-for-integration'
      | 'token-of-session'
      | 'integration-of-tenant'
      | 'grant-to-integration'
      | 'member-of-group'
      | 'member-of-org-unit'
      | 'member-of-tenant'
    PrincipalGraph: {
      groups: {
        /** @enum {string} */
        direction: 'in' | 'out'
        kind: components['schemas']['RelationKind']
        count: number
        isCut: boolean
        items: components['schemas']['PrincipalSummary'][]
      }[]
      edges: {
        from: components['schemas']['PrincipalId']
        kind: components['schemas']['RelationKind']
        to: components['schemas']['PrincipalId']
      }[]
    }
    Reach: {
      counts: {
        [key: string]: number
      }
      isCut: boolean
      items: components['schemas']['PrincipalSummary'][]
      next?: string
    }
    ImportResult: {
      dryRun: boolean
      lines: number
      created: number
      changed: number
      unchanged: number
      failed: number
      errors: {
        line: number
        message: string
      }[]
    }
    LinkDisputePage: {
      items: components['schemas']['NamedLinkDispute'][]
      next?: string
    }
    NamedLinkDispute: {
      /** Format: uuid */
      id: string
      tenantId: components['schemas']['TenantId']
      /** @enum {string} */
      kind: 'suggestion' | 'contradiction' | 'relation' | 'recycled' | 'changed'
      subject: components['schemas']['LooseSubject']
      holderId?: components['schemas']['PrincipalId']
      claimantId: components['schemas']['PrincipalId']
      origin: string
      /** Format: uuid */
      signalId?: string
      reason: string
      times: number
      /** @enum {string} */
      state: 'open' | 'accepted' | 'rejected'
      decidedBy?: string
      /** Format: date-time */
      decidedAt?: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      lastSeenAt: string
      holder?: components['schemas']['PrincipalSummary']
      claimant?: components['schemas']['PrincipalSummary']
    }
    LinkDispute: {
      /** Format: uuid */
      id: string
      tenantId: components['schemas']['TenantId']
      /** @enum {string} */
      kind: 'suggestion' | 'contradiction' | 'relation' | 'recycled' | 'changed'
      subject: components['schemas']['LooseSubject']
      holderId?: components['schemas']['PrincipalId']
      claimantId: components['schemas']['PrincipalId']
      origin: string
      /** Format: uuid */
      signalId?: string
      reason: string
      times: number
      /** @enum {string} */
      state: 'open' | 'accepted' | 'rejected'
      decidedBy?: string
      /** Format: date-time */
      decidedAt?: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      lastSeenAt: string
    }
    DirectoryPage: {
      items: components['schemas']['Directory'][]
      next?: string
    }
    Directory: {
      id: components['schemas']['SourceId']
      tenantId: components['schemas']['TenantId']
      issuer?: string
      /** @enum {string} */
      subject: 'externalId' | 'userName' | 'id'
      speaksFor: string[]
      users: number
      createdBy: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      contactedAt?: string
      lastRefusal?: components['schemas']['DirectoryRefusal']
      /** Format: uri */
      scimUrl: string
    }
    DirectoryRefusal: {
      /** Format: date-time */
      at: string
      status: number
      request: string
      because: string
    }
    DirectoryTokenList: {
      items: components['schemas']['DirectoryToken'][]
    }
    DirectoryToken: {
      /** Format: uuid */
      id: string
      createdBy: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt?: string
      /** Format: date-time */
      usedAt?: string
    }
    CreatedDirectoryToken: {
      /** Format: uuid */
      id: string
      createdBy: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt?: string
      /** Format: date-time */
      usedAt?: string
      token: string
      /** Format: uri */
      scimUrl: string
    }
    ScimResource: {
      schemas: string[]
    } & {
      [key: string]: unknown
    }
    ScimError: {
      schemas: string[]
      status: string
      scimType?: string
      detail: string
    }
    ScimListResponse: {
      totalResults: number
      Resources?: {
        [key: string]: unknown
      }[]
    } & {
      [key: string]: unknown
    }
    Health: {
      /** @enum {string} */
      status: 'ok' | 'failing'
      checks: {
        [key: string]: {
          ok: boolean
          detail: string
        }
      }
    }
    SignatureSchemeOutput:
      | {
          /** @constant */
          type: 'hmac'
          /**
           * @default sha256
           * @enum {string}
           */
          algorithm: 'sha256' | 'sha384' | 'sha512'
          /** @default {body} */
          signed: string
          signatureHeader: string
          /**
           * @default hex
           * @enum {string}
           */
          encoding: 'hex' | 'base64' | 'base64url'
          /** @default  */
          prefix: string
          /** @enum {string} */
          separator?: ' ' | ',' | ';'
          /**
           * @default text
           * @enum {string}
           */
          keyEncoding: 'text' | 'base64' | 'hex'
          time?: {
            header?: string
            parameter?: string
            /** @default 300 */
            windowSeconds: number
          }
        }
      | {
          /** @constant */
          type: 'asymmetric'
          /** @enum {string} */
          algorithm: 'ecdsa-sha256-der' | 'ed25519' | 'rsa-sha256'
          /** @default {body} */
          signed: string
          signatureHeader: string
          /**
           * @default base64
           * @enum {string}
           */
          encoding: 'hex' | 'base64' | 'base64url'
          keyIdHeader?: string
          keys: {
            id: string
            key: string
          }[]
          time?: {
            header?: string
            parameter?: string
            /** @default 300 */
            windowSeconds: number
          }
        }
      | {
          /** @constant */
          type: 'jwt'
          /** @default authorization */
          header: string
          issuer: components['schemas']['HttpUrl']
          audience: string
          jwksUri: components['schemas']['HttpUrl']
        }
      | {
          /** @constant */
          type: 'duo'
          version: 2 | 5
          integrationKey: string
          host: string
          path: string
        }
      | {
          /** @constant */
          type: 'secret'
          /** @default authorization */
          header: string
        }
      | {
          /** @constant */
          type: 'standard-webhooks'
        }
    PolicyHistoryOutput: {
      /** @example 10m */
      within: string
      count?: {
        atLeast: number
        of?: components['schemas']['HistoryStep']
        /**
         * @default signal
         * @enum {string}
         */
        distinct: 'signal' | 'source'
      }
      all?: components['schemas']['HistoryStep'][]
      sequence?: components['schemas']['HistoryStep'][]
      condition?: components['schemas']['Condition']
    }
    PolicyDocumentOutput: {
      name: string
      description?: string
      when: components['schemas']['PolicyWhen']
      history?: components['schemas']['PolicyHistoryOutput']
      then: components['schemas']['PolicyAction'][]
      to?: {
        tags: string[]
      }
      /** @example 10m */
      suppress?: string
      rateLimit?: {
        max: number
        /** @example 10m */
        per: string
      }
      reason: string
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  readSsfConfiguration: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The metadata. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TransmitterMetadata']
        }
      }
    }
  }
  readJwks: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The key set. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/jwk-set+json': components['schemas']['Jwks']
        }
      }
    }
  }
  readStreams: {
    parameters: {
      query?: {
        stream_id?: components['schemas']['StreamId']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The stream, or without `stream_id` a list. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json':
            | components['schemas']['StreamConfiguration']
            | components['schemas']['StreamConfiguration'][]
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  replaceStream: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplaceStreamRequest']
      }
    }
    responses: {
      /** @description The whole stream. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamConfiguration']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createStream: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['CreateStreamRequest']
      }
    }
    responses: {
      /** @description The stream. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamConfiguration']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteStream: {
    parameters: {
      query: {
        stream_id: components['schemas']['StreamId']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is deleted. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  updateStream: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateStreamRequest']
      }
    }
    responses: {
      /** @description The whole stream. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamConfiguration']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readStreamStatus: {
    parameters: {
      query: {
        stream_id: components['schemas']['StreamId']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The status. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamStatusBody']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  updateStreamStatus: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['StreamStatusBody']
      }
    }
    responses: {
      /** @description The new status. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamStatusBody']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  addSubject: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['AddSubjectRequest']
      }
    }
    responses: {
      /** @description Noted. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  removeSubject: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RemoveSubjectRequest']
      }
    }
    responses: {
      /** @description Noted. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  pollStream: {
    parameters: {
      query?: never
      header?: never
      path: {
        stream: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PollRequest']
      }
    }
    responses: {
      /** @description The SETs. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PollResponse']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  requestVerification: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['VerificationRequest']
      }
    }
    responses: {
      /** @description It is or will be on its way. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  ingestHandshake: {
    parameters: {
      query?: never
      header?: never
      path: {
        source: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What the vendor wants to hear. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            [key: string]: unknown
          }
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Not now: what is needed cannot be reached. Nothing was taken; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  ingest: {
    parameters: {
      query?: never
      header?: never
      path: {
        source: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/secevent+jwt': string
        'application/json': {
          [key: string]: unknown
        }
      }
    }
    responses: {
      /** @description The answer to a handshake that the vendor sends by POST. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The signal is stored. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The vendor's webhook is stored. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The SET is refused (RFC 8935 §2.3), or a request that claims to be none. */
      400: {
        headers: {
          'Content-Language': 'en'
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SetError']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Not now: what is needed cannot be reached. Nothing was taken; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  ingestPermission: {
    parameters: {
      query?: never
      header?: never
      path: {
        source: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Yes, from this origin. */
      200: {
        headers: {
          'WebHook-Allowed-Origin': string
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Not now: what is needed cannot be reached. Nothing was taken; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listSubscribers: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        search?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SubscriberPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createSubscriber: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateSubscriberRequest']
      }
    }
    responses: {
      /** @description The subscriber, with its token this once. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CreatedSubscriber']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readSubscriber: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SubscriberId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The subscriber. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Subscriber']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteSubscriber: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SubscriberId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  updateSubscriber: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SubscriberId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateSubscriberRequest']
      }
    }
    responses: {
      /** @description The whole subscriber. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Subscriber']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  rotateSubscriberToken: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SubscriberId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The new token, this once. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RotatedToken']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listUpstreams: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UpstreamPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readUpstream: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Upstream']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  forgetUpstream: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is forgotten. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  updateUpstream: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateUpstreamRequest']
      }
    }
    responses: {
      /** @description It, as it is to be. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Upstream']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  verifyUpstream: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It will be asked for. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  changeUpstreamStatus: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpstreamStatusRequest']
      }
    }
    responses: {
      /** @description It will be asked for. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listUpstreamSubjects: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        state?: components['schemas']['UpstreamSubjectState']
      }
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UpstreamSubjectPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  changeUpstreamSubjects: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpstreamSubjectsRequest']
      }
    }
    responses: {
      /** @description So many will be told. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['UpstreamSubjectsAccepted']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  probeTransmitter: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['TransmitterProbeRequest']
      }
    }
    responses: {
      /** @description What was found. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TransmitterProbe']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listConformanceRuns: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConformanceRunPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  runConformance: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['ConformanceRequest']
      }
    }
    responses: {
      /** @description The report. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConformanceRun']
        }
      }
      /** @description It is not finished yet: read it later. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConformanceRun']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readConformanceRun: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
        run: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The report. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConformanceRun']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  revoke: {
    parameters: {
      query?: never
      header?: {
        'idempotency-key'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RevocationRequest']
      }
    }
    responses: {
      /** @description What is stored, or who is asked first. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RevocationAccepted']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  previewRevocation: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RevocationPreviewRequest']
      }
    }
    responses: {
      /** @description The blast radius. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RevocationPreview']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listSignals: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        source?: string
        type?: string
        certainty?: components['schemas']['Certainty']
        principalId?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignalPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readSignal: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SignalId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The signal. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignalDetail']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listEvents: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        txn?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['EventPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  traceEvent: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['EventId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The trace. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['EventTrace']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listStreams: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        subscriberId?: components['schemas']['SubscriberId']
        status?: components['schemas']['StreamStatus']
        health?: 'failing' | 'waiting' | 'rejected'
        search?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  inspectStream: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The stream. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamOverview']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  changeStreamStatus: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeStreamStatusRequest']
      }
    }
    responses: {
      /** @description The new status. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamStatusBody']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  setStreamTags: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['StreamTagsBody']
      }
    }
    responses: {
      /** @description Its tags. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamTagsBody']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  changePush: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangePushRequest']
      }
    }
    responses: {
      /** @description How SETs are pushed from now on. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PushSettings']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  setStreamSigning: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['StreamSigning']
      }
    }
    responses: {
      /** @description From the next SET on. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamSigning']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readStreamVerification: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The verification. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StreamVerification']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  verifyStream: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It will be on its way; on a paused stream, once that is enabled. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VerificationSent']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listTenants: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TenantList']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createTenant: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateTenantRequest']
      }
    }
    responses: {
      /** @description The tenant. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Tenant']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listKeys: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SigningKeyList']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  rotateKey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RotateKeyRequest']
      }
    }
    responses: {
      /** @description The keys. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SigningKeyList']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readProgress: {
    parameters: {
      query?: never
      header?: never
      path: {
        txn: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description As it is now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Progress']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readEvidence: {
    parameters: {
      query?: never
      header?: never
      path: {
        txn: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The bundle. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['EvidenceBundle']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readEvidencePdf: {
    parameters: {
      query?: never
      header?: never
      path: {
        txn: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The document. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/pdf': string
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  confirmEnforcement: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ReceiptRequest']
      }
    }
    responses: {
      /** @description Noted. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listSources: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SourcePage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createSource: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateSourceRequest']
      }
    }
    responses: {
      /** @description The source, without its secrets. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Source']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readSource: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The source, without its secrets. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Source']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteSource: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  updateSource: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateSourceRequest']
      }
    }
    responses: {
      /** @description The whole source. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Source']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listRefusals: {
    parameters: {
      query?: {
        days?: number
      }
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The newest day first. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SourceRefusalList']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readPolling: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Where it is, and what keeps it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SourcePolling']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readOriginal: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SignalId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description In its own words. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignalOriginal']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listSourceTemplates: {
    parameters: {
      query?: {
        id?: components['schemas']['SourceId']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SourceTemplateList']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createSourceFromTemplate: {
    parameters: {
      query?: never
      header?: never
      path: {
        kind:
          | 'okta'
          | 'okta-log'
          | 'github'
          | 'slack'
          | 'pagerduty'
          | 'atlassian'
          | 'zoom'
          | 'box'
          | 'auth0'
          | 'jamf'
          | 'standard-webhooks'
          | 'aws-sns'
          | 'aws-eventbridge'
          | 'crowdstrike'
          | 'github-secret-scanning'
          | 'google-workspace'
          | 'microsoft-graph'
          | 'cloudevents'
          | 'generic'
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateFromTemplateRequest']
      }
    }
    responses: {
      /** @description The source and what to do at the vendor. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CreatedFromTemplate']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  testSource: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['TestSourceRequest']
      }
    }
    responses: {
      /** @description What would come of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DryRunResult']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  rotateSourceSecret: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateSourceSecretRequest']
      }
    }
    responses: {
      /** @description Until when the one before is valid. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RotatedSourceSecret']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  dryRunSource: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['DryRunRequest']
      }
    }
    responses: {
      /** @description What would come of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DryRunResult']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listAudit: {
    parameters: {
      query?: {
        limit?: number
        after?: number
        target?: string
        actor?: string
        txn?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AuditPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  verifyAudit: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What was found. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AuditVerification']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listAlerts: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        state?: 'open' | 'resolved'
        kind?: components['schemas']['AlertKind']
        target?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AlertPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  acknowledgeAlert: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The alert. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alert']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  searchDeadLetters: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        tenantId?: components['schemas']['TenantId']
        subscriberId?: components['schemas']['SubscriberId']
        streamId?: components['schemas']['StreamId']
        err?: string
        type?: components['schemas']['EventUri']
        txn?: string
        from?: string
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeadLetterPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  groupDeadLetters: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        tenantId?: components['schemas']['TenantId']
        subscriberId?: components['schemas']['SubscriberId']
        streamId?: components['schemas']['StreamId']
        err?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some groups. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeadLetterGroupPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  exportDeadLetters: {
    parameters: {
      query?: {
        tenantId?: components['schemas']['TenantId']
        subscriberId?: components['schemas']['SubscriberId']
        streamId?: components['schemas']['StreamId']
        err?: string
        type?: components['schemas']['EventUri']
        txn?: string
        from?: string
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description As they are read; one cut short has no last line break. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/x-ndjson': components['schemas']['DeadLetterLine']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listDeadLetters: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeadLetterPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  redriveDeadLetters: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['StreamId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RedriveRequest']
      }
    }
    responses: {
      /** @description How many are owed again. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Redriven']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listJobs: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        kind?: components['schemas']['JobKind']
        state?: components['schemas']['JobState']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['JobPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readJob: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The job. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  changeJob: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeJobRequest']
      }
    }
    responses: {
      /** @description The job. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  redriveByFilter: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RedriveJobRequest']
      }
    }
    responses: {
      /** @description The job: it is counted first. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  replay: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplayRequest']
      }
    }
    responses: {
      /** @description The job: it is counted first. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  expunge: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ExpungeRequest']
      }
    }
    responses: {
      /** @description The job: it is counted first. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readAuthorizationServer: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The metadata. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AuthorizationServerMetadata']
        }
      }
    }
  }
  readProtectedResource: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The metadata. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ProtectedResourceMetadata']
        }
      }
    }
  }
  readOauthJwks: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The key set. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/jwk-set+json': components['schemas']['Jwks']
        }
      }
    }
  }
  token: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['TokenRequest']
      }
    }
    responses: {
      /** @description The token. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TokenResponse']
        }
      }
      /** @description The request is refused (RFC 6749 §5.2). */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OauthError']
        }
      }
      /** @description The client is unknown or its proof is wrong. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OauthError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  revokeToken: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['TokenQuestion']
      }
    }
    responses: {
      /** @description It is revoked, or was none of yours. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is refused (RFC 6749 §5.2). */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OauthError']
        }
      }
      /** @description The client is unknown or its proof is wrong. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OauthError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  introspectToken: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': components['schemas']['TokenQuestion']
      }
    }
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Introspection']
        }
      }
      /** @description The request is refused (RFC 6749 §5.2). */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OauthError']
        }
      }
      /** @description The client is unknown or its proof is wrong. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OauthError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listOauthClients: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SubscriberId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OauthClientList']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createOauthClient: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SubscriberId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateOauthClientRequest']
      }
    }
    responses: {
      /** @description The credentials, with the secret this once. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CreatedOauthClient']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteOauthClient: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SubscriberId']
        clientId: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description They are gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  rotateOauthClient: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SubscriberId']
        clientId: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateSecretRequest']
      }
    }
    responses: {
      /** @description The new secret, this once. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RotatedSecret']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listTokenIssuers: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TokenIssuerPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createTokenIssuer: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateTokenIssuerRequest']
      }
    }
    responses: {
      /** @description The issuer. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TokenIssuer']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteTokenIssuer: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readConsoleSession: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The session, if there is one. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConsoleSession']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  signIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SignInRequest']
      }
    }
    responses: {
      /** @description The session; its secret is in a cookie. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConsoleSession']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  signOut: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description There is no session any more. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  startSignIn: {
    parameters: {
      query?: {
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description To the identity provider. */
      302: {
        headers: {
          Location: string
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  finishSignIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Back to the console. */
      302: {
        headers: {
          Location: string
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  listSessions: {
    parameters: {
      query?: {
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description They. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OperatorSessionList']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  endSession: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is over. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listAdminTokens: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AdminTokenPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createAdminToken: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateAdminTokenRequest']
      }
    }
    responses: {
      /** @description The token, this once. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CreatedAdminToken']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteAdminToken: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  watchLive: {
    parameters: {
      query?: {
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The stream; it does not end. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': components['schemas']['LiveChange']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listPolicies: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createPolicy: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreatePolicyRequest']
      }
    }
    responses: {
      /** @description The policy. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyRecord']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readPolicy: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['PolicyId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The policy. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyRecord']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  updatePolicy: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['PolicyId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdatePolicyRequest']
      }
    }
    responses: {
      /** @description The policy. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyRecord']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  setPolicyMode: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['PolicyId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PolicyModeRequest']
      }
    }
    responses: {
      /** @description The policy. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyRecord']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listPolicyVersions: {
    parameters: {
      query?: {
        limit?: number
        after?: number
      }
      header?: never
      path: {
        id: components['schemas']['PolicyId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyVersionPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readPolicyVersion: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['PolicyId']
        version: number
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description That version. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyVersion']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  diffPolicy: {
    parameters: {
      query: {
        from: number
        to: number
      }
      header?: never
      path: {
        id: components['schemas']['PolicyId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The differences. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyDiff']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  checkPolicy: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PolicyDocument']
      }
    }
    responses: {
      /** @description The faults; none where it may be saved. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyFaults']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  testPolicies: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PolicyTestRequest']
      }
    }
    responses: {
      /** @description The decisions and events of each. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PolicyTestResult']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listBacktests: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        policyId?: components['schemas']['PolicyId']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['BacktestPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createBacktest: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['BacktestRequest']
      }
    }
    responses: {
      /** @description The backtest: its signals are counted first. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Backtest']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readBacktest: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The backtest. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Backtest']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listBacktestExamples: {
    parameters: {
      query?: {
        limit?: number
        after?: number
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['BacktestExamplePage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listBacktestStreams: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['BacktestStreamPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listChannels: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ChannelPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createChannel: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateChannelRequest']
      }
    }
    responses: {
      /** @description The channel, with its secret, told this once. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ChannelWithSecret']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readChannel: {
    parameters: {
      query?: never
      header?: never
      path: {
        name: components['schemas']['ChannelName']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The channel. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Channel']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteChannel: {
    parameters: {
      query?: never
      header?: never
      path: {
        name: components['schemas']['ChannelName']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  changeChannel: {
    parameters: {
      query?: never
      header?: never
      path: {
        name: components['schemas']['ChannelName']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeChannelRequest']
      }
    }
    responses: {
      /** @description The channel. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Channel']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  rotateChannel: {
    parameters: {
      query?: never
      header?: never
      path: {
        name: components['schemas']['ChannelName']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RotateChannelRequest']
      }
    }
    responses: {
      /** @description The channel, with its new secret, told this once. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ChannelWithSecret']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  testChannel: {
    parameters: {
      query?: never
      header?: never
      path: {
        name: components['schemas']['ChannelName']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What it came to. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ChannelTest']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listNotices: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        channel?: components['schemas']['ChannelName']
        state?: 'pending' | 'delivered' | 'dead' | 'discarded'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NoticePage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  replayNotices: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplayNoticesRequest']
      }
    }
    responses: {
      /** @description How many are sent again. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ReplayedNotices']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listApprovals: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        state?: components['schemas']['ApprovalState']
        kind?: 'policy' | 'revocation' | 'break-glass'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ApprovalPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readApproval: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The approval. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Approval']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  approve: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['DecideApprovalRequest']
      }
    }
    responses: {
      /** @description The approval. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Approval']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  reject: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['DecideApprovalRequest']
      }
    }
    responses: {
      /** @description The approval. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Approval']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readStopSwitch: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The switch. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StopSwitch']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  stopRouter: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['StopRequest']
      }
    }
    responses: {
      /** @description The switch. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StopSwitch']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  resumeRouter: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ResumeRequest']
      }
    }
    responses: {
      /** @description The switch. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StopSwitch']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listHeldEvents: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        heldFor?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['HeldEventPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  decideHeldEvents: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['DecideHeldRequest']
      }
    }
    responses: {
      /** @description How many. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['HeldDecided']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readOverview: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description How it is. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Overview']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listParkedSignals: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ParkedSignalPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  replayParkedSignals: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplayParkedRequest']
      }
    }
    responses: {
      /** @description How many are tried again. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ReplayedParked']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listParkedEvents: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ParkedEventPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  replayParkedEvents: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplayParkedEventsRequest']
      }
    }
    responses: {
      /** @description How many are tried again. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ReplayedParked']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listIncidents: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        state?: 'open' | 'acknowledged' | 'contained' | 'closed' | 'active'
        severity?: components['schemas']['Severity']
        tenantId?: components['schemas']['TenantId']
        principalId?: string
        q?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['IncidentPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readIncident: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The incident. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['IncidentDetail']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readIncidentTimeline: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['IncidentTimeline']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  setIncidentState: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['IncidentStateRequest']
      }
    }
    responses: {
      /** @description The incident. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Incident']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listIncidentNotes: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['IncidentNotePage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  addIncidentNote: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['IncidentNoteRequest']
      }
    }
    responses: {
      /** @description The note. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['IncidentNote']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listPrincipals: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        tenantId?: components['schemas']['TenantId']
        q?: string
        subject?: string
        kind?: components['schemas']['PrincipalKind']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrincipalPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readPrincipal: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The principal. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrincipalDetail']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listRelations: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        direction?: 'in' | 'out'
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RelatedPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readGraph: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Who is around it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrincipalGraph']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readReach: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        kind?: components['schemas']['PrincipalKind']
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description How many, and some. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Reach']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  importPrincipals: {
    parameters: {
      query?: {
        tenantId?: components['schemas']['TenantId']
        dryRun?: 'true' | 'false'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'text/csv': string
        'application/x-ndjson': string
      }
    }
    responses: {
      /** @description What was done, or would be. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ImportResult']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  mergePrincipals: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['MergeRequest']
      }
    }
    responses: {
      /** @description The principal. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrincipalDetail']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  splitPrincipal: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SplitRequest']
      }
    }
    responses: {
      /** @description Who has the names from now on. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrincipalDetail']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listLinkDisputes: {
    parameters: {
      query?: {
        limit?: number
        after?: string
        state?: 'open' | 'accepted' | 'rejected'
        principalId?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['LinkDisputePage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  decideLinkDispute: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['DecideDisputeRequest']
      }
    }
    responses: {
      /** @description The dispute. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['LinkDispute']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listDirectories: {
    parameters: {
      query?: {
        limit?: number
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DirectoryPage']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createDirectory: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateDirectoryRequest']
      }
    }
    responses: {
      /** @description The directory. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Directory']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readDirectory: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The directory. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Directory']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteDirectory: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  updateDirectory: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateDirectoryRequest']
      }
    }
    responses: {
      /** @description The directory. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Directory']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  listDirectoryTokens: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description They. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DirectoryTokenList']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  createDirectoryToken: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['CreateDirectoryTokenRequest']
      }
    }
    responses: {
      /** @description The token, this once. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CreatedDirectoryToken']
        }
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description It exists already. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteDirectoryToken: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: components['schemas']['SourceId']
        tokenId: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token is missing or wrong. */
      401: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The token does not allow this. */
      403: {
        headers: {
          /** @description RFC 6750 §3 */
          'WWW-Authenticate': string
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description There is no such thing, or not for this token. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description The content type is not the expected one. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  readScimConfig: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description That. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimResource']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  listScimResourceTypes: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimListResponse']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not for this. */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  readScimResourceType: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimResource']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description There is none. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  listScimSchemas: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimListResponse']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not for this. */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  readScimSchema: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimResource']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description There is none. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  listScimUsers: {
    parameters: {
      query?: {
        filter?: string
        startIndex?: number
        count?: number
        attributes?: string
        excludedAttributes?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Some of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimListResponse']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  createScimUser: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/scim+json': components['schemas']['ScimUser']
        'application/json': components['schemas']['ScimUser']
      }
    }
    responses: {
      /** @description The user. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimResource']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Another user of the directory has this name. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  readScimUser: {
    parameters: {
      query?: {
        attributes?: string
        excludedAttributes?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The user. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimResource']
        }
      }
      /** @description It is as the client has it. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description There is none. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  replaceScimUser: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/scim+json': components['schemas']['ScimUser']
        'application/json': components['schemas']['ScimUser']
      }
    }
    responses: {
      /** @description The user. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimResource']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description There is none. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Another user of the directory has this name. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description It has changed meanwhile. */
      412: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  deleteScimUser: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description There is none. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description It has changed meanwhile. */
      412: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  patchScimUser: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/scim+json': {
          Operations: ({
            op: string
            path?: string
            value?: unknown
          } & {
            [key: string]: unknown
          })[]
        } & {
          [key: string]: unknown
        }
        'application/json': {
          Operations: ({
            op: string
            path?: string
            value?: unknown
          } & {
            [key: string]: unknown
          })[]
        } & {
          [key: string]: unknown
        }
      }
    }
    responses: {
      /** @description The user. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimResource']
        }
      }
      /** @description The request is wrong; `scimType` says how. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description No valid token of a directory. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description There is none. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Another user of the directory has this name. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description It has changed meanwhile. */
      412: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description This encoding is not understood. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Too many requests. */
      429: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
      /** @description Not now; try again. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/scim+json': components['schemas']['ScimError']
        }
      }
    }
  }
  live: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It does. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'ok'
          }
        }
      }
    }
  }
  ready: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description They are. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Health']
        }
      }
      /** @description One is not. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Health']
        }
      }
    }
  }
  metrics: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Text format. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/plain': string
        }
      }
    }
  }
}
