import { tableDataset } from '../tables';

const MAIL_WORDS = (
  'make address all 3d our over remove internet order mail receive will people report addresses free business email you ' +
  'credit your font 000 money hp hpl george 650 lab labs telnet 857 data 415 85 technology 1999 parts pm direct cs meeting ' +
  'original project re edu table conference'
).split(' ');
const MAIL_CHARACTERS = [...';([!$#'];

export const spambase = tableDataset({
  label: 'Spambase',
  phrase: 'e-mails',
  sentence: '4601 e-mails, spam or not, classified by the frequency of certain words, characters and capitals.',
  rows: 4601,
  classNames: ['Not spam', 'Spam'],
  featureNames: [
    ...MAIL_WORDS.map((word) => `“${word}”, % of words`),
    ...MAIL_CHARACTERS.map((character) => `“${character}”, % of characters`),
    'Runs of capitals: mean length',
    'Runs of capitals: greatest length',
    'Capitals in all',
  ],
  citation:
    'M. Hopkins, E. Reeber, G. Forman and J. Suermondt, Spambase, UCI Machine Learning Repository, 1999, doi:10.24432/C53G6X.',
});
