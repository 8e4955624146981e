import { randomUUID } from 'node:crypto';

export interface ErrorDetail {
  message: string;
  code?: string;
  context?: Record<string, string[]>;
}

/** HubSpot's error body. Every field but the first two is optional in its documents. */
export interface ErrorBody {
  status: 'error';
  message: string;
  correlationId: string;
  category?: string;
  subCategory?: string;
  errors?: ErrorDetail[];
  context?: Record<string, string[]>;
  links?: Record<string, string>;
  errorType?: string;
  policyName?: string;
  groupName?: string;
}

/** A request that HubSpot would refuse, with the answer it would give. */
export class Refusal extends Error {
  readonly httpStatus: number;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;
  /** Answered instead of the body, where HubSpot sends plain text. */
  readonly plainText: string | null;

  constructor(
    httpStatus: number,
    body: Omit<ErrorBody, 'status' | 'correlationId'>,
    options: { headers?: Record<string, string>; plainText?: string } = {},
  ) {
    super(`${httpStatus}: ${body.message}`);
    this.name = 'Refusal';
    this.httpStatus = httpStatus;
    this.body = { status: 'error', correlationId: randomUUID(), ...body };
    this.headers = options.headers ?? {};
    this.plainText = options.plainText ?? null;
  }
}

/** 400 for a request that is not as the documents say. */
export function badRequest(message: string, more: Partial<Omit<ErrorBody, 'status'>> = {}): Refusal {
  return new Refusal(400, { message, category: 'VALIDATION_ERROR', ...more });
}

export function notFound(message = 'Object not found.  objectId are usually numeric.'): Refusal {
  return new Refusal(404, { message, category: 'OBJECT_NOT_FOUND' });
}

export function conflict(message: string, category = 'CONFLICT'): Refusal {
  return new Refusal(409, { message, category });
}

export function missingScopes(scopes: readonly string[]): Refusal {
  return new Refusal(403, {
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: [...scopes] },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
    category: 'MISSING_SCOPES',
  });
}

export type LimitPolicy = 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY';

const LIMIT_WORDS: Record<LimitPolicy, string> = {
  TEN_SECONDLY_ROLLING: 'ten_secondly_rolling',
  SECONDLY: 'secondly',
  DAILY: 'daily',
};

export function tooManyRequests(options: {
  policy: LimitPolicy;
  appId: number;
  namePolicy: boolean;
  retryAfterSeconds?: number | undefined;
}): Refusal {
  const { policy, retryAfterSeconds } = options;
  return new Refusal(
    429,
    {
      message: `You have reached your ${LIMIT_WORDS[policy]} limit.`,
      errorType: 'RATE_LIMIT',
      ...(options.namePolicy ? { policyName: policy } : {}),
      ...(policy === 'TEN_SECONDLY_ROLLING' ? { groupName: `publicapi:api-public:app:${options.appId}` } : {}),
    },
    retryAfterSeconds === undefined ? {} : { headers: { 'Retry-After': String(Math.ceil(retryAfterSeconds)) } },
  );
}
