/** A company of the sample portal. Domains end in `.example`, which nobody can own. */
export interface SampleCompany {
  companyId: string;
  name: string;
  domain: string;
  country: string;
  city: string;
  employees: number;
  /** HubSpot's industry value. */
  industry: string;
  customer: boolean;
}

/** name | country | city | employees | industry; an asterisk marks customers. */
const ROWS = `
Harrow & Pike Lifts | United Kingdom | Leeds | 240 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Calder Valley Water | United Kingdom | Halifax | 1900 | UTILITIES
Brightwell Boilers | United Kingdom | Bristol | 65 | CONSUMER_SERVICES
Northgate Fire Safety | United Kingdom | Glasgow | 130 | SECURITY_AND_INVESTIGATIONS
Tamar Broadband * | United Kingdom | Plymouth | 410 | TELECOMMUNICATIONS
Oakley Facilities * | United Kingdom | Reading | 3200 | FACILITIES_SERVICES
Corrib Medical Devices | Ireland | Galway | 350 | MEDICAL_DEVICES
Liffey Elevators * | Ireland | Dublin | 90 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Nordlicht Logistik | Germany | Bremen | 520 | LOGISTICS_AND_SUPPLY_CHAIN
Kessler Haustechnik | Germany | Kassel | 75 | CONSTRUCTION
Donau Aufzüge | Germany | Ulm | 310 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Elbtal Energie | Germany | Dresden | 1400 | UTILITIES
Wieland Brandschutz * | Germany | Essen | 160 | SECURITY_AND_INVESTIGATIONS
Rheinwerk Service * | Germany | Köln | 880 | FACILITIES_SERVICES
Traunsee Wärmepumpen | Austria | Linz | 55 | RENEWABLES_ENVIRONMENT
Murtal Gebäudetechnik | Austria | Graz | 120 | CONSTRUCTION
Ascenseurs du Rhône | France | Lyon | 270 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Atlantique Climatisation | France | Nantes | 85 | CONSUMER_SERVICES
Flandres Télécom | France | Lille | 640 | TELECOMMUNICATIONS
Loire Maintenance * | France | Tours | 190 | FACILITIES_SERVICES
Meuse Énergie | Belgium | Liège | 230 | UTILITIES
Namur Chauffage | Belgium | Namur | 40 | CONSUMER_SERVICES
Ebro Instalaciones | Spain | Zaragoza | 150 | CONSTRUCTION
Turia Ascensores | Spain | Valencia | 95 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Rías Baixas Redes | Spain | Vigo | 310 | TELECOMMUNICATIONS
Domstad Installatie | Netherlands | Utrecht | 110 | CONSTRUCTION
Baronie Koeltechniek | Netherlands | Breda | 60 | CONSUMER_SERVICES
IJssel Liften | Netherlands | Zwolle | 210 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Portici Ascensori | Italy | Bologna | 140 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Mole Impianti | Italy | Torino | 90 | CONSTRUCTION
Levante Energia | Italy | Bari | 480 | RENEWABLES_ENVIRONMENT
Buckeye Heating & Air | United States | Columbus | 180 | CONSUMER_SERVICES
Saguaro Solar Works | United States | Tucson | 320 | RENEWABLES_ENVIRONMENT
Gem State Elevator | United States | Boise | 70 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Piedmont Medical Service | United States | Raleigh | 950 | MEDICAL_DEVICES
Platte River Utilities | United States | Omaha | 2600 | UTILITIES
Bayline Fiber | United States | Tampa | 540 | TELECOMMUNICATIONS
Keystone Fire Protection | United States | Scranton | 115 | SECURITY_AND_INVESTIGATIONS
Granite Mechanical * | United States | Concord | 430 | CONSTRUCTION
Lakeshore Facilities * | United States | Milwaukee | 1700 | FACILITIES_SERVICES
Cascade Appliance Repair * | United States | Eugene | 60 | CONSUMER_SERVICES
Escarpment Heating | Canada | Hamilton | 130 | CONSUMER_SERVICES
Bluenose Telecom | Canada | Halifax | 280 | TELECOMMUNICATIONS
Foothills Pump & Valve | Canada | Calgary | 390 | OIL_ENERGY
Prairie Lift Service * | Canada | Regina | 85 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Campinas Refrigeração | Brazil | Campinas | 160 | CONSUMER_SERVICES
Araucária Elevadores | Brazil | Curitiba | 220 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Sierra Madre Redes | Mexico | Monterrey | 350 | TELECOMMUNICATIONS
Talavera Climas | Mexico | Puebla | 75 | CONSUMER_SERVICES
Corio Bay Plumbing | Australia | Geelong | 95 | CONSTRUCTION
Hunter Grid Services | Australia | Newcastle | 1200 | UTILITIES
Swan River Lifts | Australia | Perth | 140 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Wattle Air * | Australia | Brisbane | 310 | CONSUMER_SERVICES
Otago Fibre | New Zealand | Dunedin | 130 | TELECOMMUNICATIONS
Waikato Dairy Tech | New Zealand | Hamilton | 260 | FARMING
Straits Facilities | Singapore | Singapore | 700 | FACILITIES_SERVICES
Merlion Elevators | Singapore | Singapore | 190 | MECHANICAL_OR_INDUSTRIAL_ENGINEERING
Deccan Power Systems | India | Pune | 1100 | UTILITIES
Noyyal Pumps | India | Coimbatore | 240 | MACHINERY
Malabar Coolers * | India | Kochi | 170 | CONSUMER_SERVICES
`;

export const COMPANIES: readonly SampleCompany[] = ROWS.trim()
  .split('\n')
  .map((row, index) => {
    const [marked = '', country = '', city = '', employees = '', industry = ''] = row.split(' | ');
    const name = marked.replace(' *', '');
    return {
      companyId: String(90_001 + index),
      name,
      domain: `${slugOf(name)}.example`,
      country,
      city,
      employees: Number(employees),
      industry,
      customer: marked !== name,
    };
  });

/** `Donau Aufzüge` → `donau-aufzuge`. */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
