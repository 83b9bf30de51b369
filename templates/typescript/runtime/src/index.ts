/** The runtime, as the generated code of a package uses it. */

export { basic, bearer, keyInCookie, keyInHeader, keyInQuery, oauth2 } from './auth.js';
export type { BasicCredentials, Credential, Scheme, Token, TokenContext, TokenSource } from './auth.js';
export { Call, call, type Settled } from './call.js';
export {
  binaryBody,
  formBody,
  jsonBody,
  multipartBody,
  optionalBody,
  textBody,
  unsendableBody,
  type Binary,
  type BinaryData,
  type Upload,
} from './content.js';
export { chosen, chosenBody } from './choice.js';
export { decodeJson, encodeJson } from './codec.js';
export { binary, Download } from './download.js';
export { parse as parseJson, stringify as stringifyJson } from './json.js';
export { inCookie, inHeader, inPath, inQuery, unsent } from './draft.js';
export {
  ApiError,
  DecodeError,
  LocalError,
  RedirectError,
  SdkError,
  TimeoutError,
  TransportError,
  type ErrorKind,
  type LocalReason,
  type ResponseHead,
} from './error.js';
export { decodeHeaders, headers, type HeaderForm, type HeaderText } from './headers.js';
export { clientCredentials, refreshToken, type OAuthClient } from './oauth.js';
export type { Operation } from './operation.js';
export { byCursor, byLink, byNumber, byOffset, PagedCall, paged, Steps } from './page.js';
export { uuid } from './random.js';
export { empty, json, text } from './reply.js';
export { Secret } from './secret.js';
export * from './scalars.js';
export {
  alias,
  array,
  map,
  nullable,
  object,
  oneOf,
  openObject,
  patternObject,
  tuple,
  type Int64Mode,
  type Node,
  type Schema,
} from './schema.js';
export type { Answer } from './send.js';
export { serverUrl } from './server.js';
export {
  Connection,
  type Attempt,
  type CallOptions,
  type ClientOptions,
  type Fetch,
  type Logger,
  type Outcome,
  type PackageInfo,
} from './settings.js';
export { inCookieStyled, inHeaderStyled, inPathStyled, inQueryStyled } from './styled.js';
export { eventStream, jsonLines, type ServerEvent, type Stream } from './streams.js';
export { byKind, byKindOrClass, byStructure, byTag } from './unions.js';
export { UnrecognizedValue, type Bytes, type Int64, type TypeOptions, type Unrecognized } from './values.js';
