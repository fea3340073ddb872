import { wordList } from './sentenceWords.ts';

/** Last words of names that only companies have. */
export const COMPANY_WORDS = wordList(`
  inc corp corporation ltd limited plc llc co gmbh oy oyj holdings airlines airways aviation aerospace aircraft biotech
  breweries construction electronics energies foods healthcare industries insurance laboratories logistics medical
  minerals motors partners petroleum pharma pharmaceuticals railways robotics semiconductors shipping shipyards
  software steel supermarkets technologies telecom therapeutics ventures water`);

/** Words after a company's or a club's own name, which short forms leave out. */
export const FORMS: ReadonlySet<string> = new Set([
  ...COMPANY_WORDS,
  ...wordList(`
    company group holding ag se sa spa nv bv ab as asa energy systems media records studios fc afc cf rfc united city town
    rovers wanderers athletic county line lines ferries railway homes properties capital stores brewery mining oil gas
    power bank marine chemicals textiles`),
]);
