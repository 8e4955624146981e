import type { RawCompany } from './lead.ts';

const MAX_AGE_MS = 60_000;
const MAX_ENTRIES = 2_000;

export interface CompanyCache {
  /**
   * Companies by id with at least these fields; those not cached with them, or older than `maxAgeMs` (default a minute),
   * are read. Unknown ids are absent.
   */
  read(
    companyIds: readonly string[],
    wanted: { fields: readonly string[]; maxAgeMs: number | undefined },
    readCompanies: (ids: readonly string[], fields: readonly string[]) => Promise<RawCompany[]>,
  ): Promise<Map<string, RawCompany>>;
}

interface Entry {
  /** null: there is no such company. */
  company: RawCompany | null;
  /** Which fields were asked for: of a company that has none of them the answer does not tell. */
  fields: ReadonlySet<string>;
  atMs: number;
}

/** Many leads of one company arrive close together (imports, a campaign): its facts are read once a minute. */
export function createCompanyCache(): CompanyCache {
  const cached = new Map<string, Entry>();
  return {
    async read(companyIds, { fields, maxAgeMs = MAX_AGE_MS }, readCompanies) {
      const startMs = Date.now();
      const answers = ({ atMs, fields: known }: Entry) =>
        startMs - atMs < maxAgeMs && fields.every((field) => known.has(field));
      const found = new Map<string, RawCompany | null>();
      for (const id of companyIds) {
        const entry = cached.get(id);
        if (entry !== undefined && answers(entry)) found.set(id, entry.company);
      }
      const missing = companyIds.filter((id) => !found.has(id));
      if (missing.length > 0) {
        const companies = new Map(
          (await readCompanies(missing, fields)).map((company) => [company.companyId, company]),
        );
        const asked = new Set(fields);
        for (const id of missing) {
          const company = companies.get(id) ?? null;
          found.set(id, company);
          cached.delete(id);
          cached.set(id, { company, fields: asked, atMs: startMs });
        }
        for (const id of cached.keys()) {
          if (cached.size <= MAX_ENTRIES) break;
          cached.delete(id);
        }
      }
      return new Map([...found].flatMap(([id, company]) => (company === null ? [] : [[id, company] as const])));
    },
  };
}
