/**
 * What each component's config looks like, as JSON schemas in the form in which HubSpot serves its own. HubSpot hands
 * those only to a logged-in account; these are read from its documentation and templates.
 */
const text = { type: 'string', minLength: 1 };
const https = { type: 'string', pattern: '^https://[^\\s$]+$' };
/** An origin: HubSpot compares these with the beginning of an address. */
const origin = { type: 'string', pattern: '^https://[^/\\s$]+$' };
/** Where OAuth may lead back to: a machine's own server need not have a certificate. */
export const REDIRECT_URL = '^(https://|http://localhost([:/]|$))';
const entrypoint = { type: 'string', pattern: '^/app/.+\\.tsx$' };
const scopes = { type: 'array', items: text, uniqueItems: true };
const origins = { type: 'array', items: origin, uniqueItems: true };
/** The app's and the cards' names must not carry HubSpot's brand. */
const name = { type: 'string', minLength: 1, maxLength: 40, not: { pattern: '[Hh]ub' } };

/** @param {string[]} required @param {Record<string, object>} properties */
function object(required, properties) {
  return { type: 'object', additionalProperties: false, required, properties };
}

/** A property belongs to a property change, and to nothing else. */
const crmObject = {
  anyOf: [
    object(['subscriptionType', 'objectType', 'propertyName', 'active'], {
      subscriptionType: { const: 'object.propertyChange' },
      objectType: text,
      propertyName: text,
      active: { type: 'boolean' },
    }),
    object(['subscriptionType', 'objectType', 'active'], {
      subscriptionType: {
        enum: ['creation', 'deletion', 'merge', 'restore', 'associationChange'].map((event) => `object.${event}`),
      },
      objectType: text,
      active: { type: 'boolean' },
    }),
  ],
};

export const SCHEMAS = {
  APPLICATION: object(['name', 'description', 'distribution', 'auth', 'permittedUrls', 'support'], {
    name,
    description: text,
    distribution: { const: 'marketplace' },
    auth: object(['type', 'redirectUrls', 'requiredScopes', 'optionalScopes'], {
      type: { const: 'oauth' },
      redirectUrls: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', pattern: REDIRECT_URL },
      },
      requiredScopes: { ...scopes, minItems: 1, contains: { const: 'oauth' } },
      optionalScopes: scopes,
      conditionallyRequiredScopes: scopes,
    }),
    permittedUrls: object(['fetch'], { fetch: { ...origins, minItems: 1 }, iframe: origins, img: origins }),
    support: object(['supportEmail', 'documentationUrl', 'supportUrl', 'supportPhone'], {
      supportEmail: { type: 'string', format: 'email' },
      documentationUrl: https,
      supportUrl: https,
      supportPhone: { type: 'string', pattern: '^\\+[0-9]+$' },
    }),
  }),
  CARD: object(['name', 'location', 'entrypoint', 'objectTypes'], {
    name,
    description: text,
    previewImage: object(['file', 'altText'], { file: text, altText: text }),
    entrypoint,
    location: { enum: ['crm.record.tab', 'crm.record.sidebar', 'crm.preview', 'helpdesk.sidebar'] },
    objectTypes: { type: 'array', minItems: 1, items: text, uniqueItems: true },
  }),
  SETTINGS: object(['entrypoint'], { entrypoint }),
  PAGE: object(['entrypoint'], { entrypoint }),
  WORKFLOW_ACTION: object(
    ['actionUrl', 'isPublished', 'supportedClients', 'objectTypes', 'inputFields', 'outputFields', 'labels'],
    {
      actionUrl: https,
      isPublished: { type: 'boolean' },
      supportedClients: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: object(['client'], { client: { enum: ['WORKFLOWS', 'AGENTS'] } }),
      },
      objectTypes: { type: 'array', minItems: 1, items: text, uniqueItems: true },
      inputFields: { type: 'array', maxItems: 0 },
      outputFields: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: object(['typeDefinition'], {
          typeDefinition: object(['name', 'type', 'fieldType'], {
            name: text,
            type: { const: 'string' },
            fieldType: { const: 'text' },
          }),
        }),
      },
      labels: object(['en'], {
        en: object(['actionName', 'actionDescription', 'actionCardContent', 'inputFieldLabels', 'outputFieldLabels'], {
          actionName: name,
          actionDescription: text,
          actionCardContent: text,
          inputFieldLabels: { type: 'object' },
          outputFieldLabels: { type: 'object', additionalProperties: text },
        }),
      }),
    },
  ),
  WEBHOOKS: object(['settings', 'subscriptions'], {
    settings: object(['targetUrl', 'maxConcurrentRequests'], {
      targetUrl: https,
      maxConcurrentRequests: { type: 'integer', minimum: 6 },
    }),
    subscriptions: object([], {
      crmObjects: { type: 'array', items: crmObject, uniqueItems: true },
      legacyCrmObjects: { type: 'array', maxItems: 0 },
      hubEvents: {
        type: 'array',
        uniqueItems: true,
        items: object(['subscriptionType', 'active'], {
          subscriptionType: { type: 'string', pattern: '^(contact|conversation)\\.' },
          active: { type: 'boolean' },
        }),
      },
    }),
  }),
};
