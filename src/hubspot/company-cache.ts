import type { RawCompany } from './lead.ts';

const MAX_AGE_MS = 60_000;
const MAX_ENTRIES = 2_000;

export interface CompanyCache {
  /** Companies by id; those not cached, or older than `maxAgeMs` (default a minute), are read. Unknown ids are absent. */
  read(
    companyIds: readonly string[],
    maxAgeMs: number | undefined,
    readCompanies: (ids: readonly string[]) => Promise<RawCompany[]>,
  ): Promise<Map<string, RawCompany>>;
}

/** Many leads of one company arrive close together (imports, a campaign): its facts are read once a minute. */
export function createCompanyCache(): CompanyCache {
  const cached = new Map<string, { company: RawCompany | null; atMs: number }>();
  return {
    async read(companyIds, maxAgeMs = MAX_AGE_MS, readCompanies) {
      const startMs = Date.now();
      const fresh = (id: string) => startMs - (cached.get(id)?.atMs ?? -Infinity) < maxAgeMs;
      const known = new Map(companyIds.filter(fresh).map((id) => [id, cached.get(id)?.company ?? null]));
      const wanted = companyIds.filter((id) => !known.has(id));
      if (wanted.length > 0) {
        const companies = new Map((await readCompanies(wanted)).map((company) => [company.companyId, company]));
        for (const id of wanted) {
          const company = companies.get(id) ?? null;
          known.set(id, company);
          cached.delete(id);
          cached.set(id, { company, atMs: startMs });
        }
        for (const id of cached.keys()) {
          if (cached.size <= MAX_ENTRIES) break;
          cached.delete(id);
        }
      }
      return new Map([...known].flatMap(([id, company]) => (company === null ? [] : [[id, company] as const])));
    },
  };
}
