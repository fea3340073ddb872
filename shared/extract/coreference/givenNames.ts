import { wordList } from '../sentenceWords.ts';
import type { Gender } from './gender.ts';

/** Common given names that as a rule only women, or only men, have; in lower case. */
const FEMININE = wordList(`
  abigail ada adaeze adele agata agnes aisha aïcha alejandra alexandra alice alicia alina aline alison amanda amara amelia amelie amélie amina amy
  ana anaïs anastasia angela angelina anita anja anke ann anna anne anneke annette annika antonia anya astrid audrey
  ayesha barbara beata beatrice beatriz bea berit beth betty bianca birgit bridget brigitte camila carla carmen carol carolina caroline catherine catarina
  cecilia céline celine chantal charlotte chiara chloe chloé christina christine ciara claire clara claudia colette concepción constance consuelo cristina cynthia dagmar
  daniela danielle deborah delphine denise diana diane dolores dora doris dorothea dorothy ebba edith eileen eleanor elena eleni elif elin elisa elisabeth elise
  eliza elizabeth ella ellen elsa elena emilia emily emma erica erika esther eszter eva eve evelyn fatima fatoumata fiona florence frances francesca freya frida
  gabriela gabrielle gemma geraldine gerda gisela giulia gloria grace greta gudrun gwen halina hanna hannah hanne harriet heather hedda heidi helen helena helga hélène
  hilary hillary hilda hilde ida ilse inés ines inga inge ingrid irena irene irina iris irma isabel isabella isabelle ivana ivy jacqueline jadwiga jana jane janet janice
  jasmine jeanne jelena jennifer jenny jessica joanna johanna josefina josephine joyce juana judith judy julia juliana julie juliette karen karin
  katarina katarzyna kate katharina katherine kathleen kathryn katie katja kirsten kirsty klara kristina lakshmi lara laura layla leah leila lena leonor lerato leticia lidia liesbeth
  lila lilian lily linda lisa liv livia lotte louise lucia lucía lucie lucinda lucy ludmila luisa luise lydia lynn mabel madeleine magda magdalena maja malgorzata małgorzata
  manana manon marcela margaret margarita margherita marguerite mari maria mariam mariana marianne marie marija marina marion marisol marit marjorie marlene marta martha martina
  mary mathilde matilda maud maureen megan mei melania melanie melissa mercedes meryem mia michelle mila milena miriam molly mona monica monika monique nadia nadine nancy naomi natalia natalie natasha
  nell nicole nina nora norma odile olga olivia olena oksana ottilie paloma pamela patricia paula pauline penelope petra phoebe pilar polly priya rachel rania rebecca regina
  renata rhiannon rita roberta rosa rosalind rose rosemary rosie ruth sabina sabine sabrina salma sally samantha samira sandra sara sarah sheila shirley siobhan sigrid silvia sinead
  sofia sofie solange sonia sonja sophia sophie soraya stella stephanie sue susan susanna susanne suzanne svetlana sylvia sylvie tamara tanja tanya tara tatiana teresa tereza thandiwe
  thérèse theresa tina tove trudy ulrike ursula valentina valeria valerie vanessa vera veronica veronika victoria violet virginia wanda wendy wilma
  yasmin yolanda ylva yvette yvonne zahra zainab zanele zofia zoe zoë zsófia zuzana`);
const MASCULINE = wordList(`
  aaron abdul abdullah abel abraham adam adolfo adrian adrien ahmad ahmed aidan alain alan albert alberto aldo alejandro aleksander aleksandr alessandro alexander alexandre alexei alf alfonso
  alfred ali alistair allan alonso álvaro anders andreas andrei andrej andrés andrew andrzej andy angus anil antoine anton antonio antónio armando arnaud arne arnold arthur arturo arun
  åke axel barack baptiste barry bart bernie bartholomew bastien béla ben benjamin benoît bernard bernardo bernd bert bill björn bob bogdan boris brad bram brandon brendan brian bruce bruno carl carlo carlos
  cesar charles christian christoph christophe christopher claus clive colin conor craig cyril dale damian damien dan daniel dario darren dave david declan dennis denis denzil derek devesh dieter
  diego dimitri dirk dmitri dmitry domingo dominic donald douglas dragan duncan dylan eamon ebrahim eddie edgar eduardo edward edwin egil eino einar eli elias elliot emanuel emeka emil emilio emmanuel
  enrico enrique eric erich erik ernest ernesto erwin esteban étienne eugene evan fabian fabio farid felipe felix ferenc fernando filip florian francesco francis francisco franck françois frank
  franz fred freddie frederic frédéric frederick friedrich fritz gabriel gareth gary gavin geir geoffrey georg george georges gerald gerard gerardo gerhard giacomo gianni gilbert gilles giorgio giovanni
  giulio giuseppe glen gordon graeme graham greg gregory guido guillaume guillermo gunnar gustav gustavo guy håkon hamish hamid hans harald harold harry hassan hector heinrich heinz helmut hendrik
  henri henrik henry herbert hermann howard hugh hugo hussein ian ibrahim ignacio igor ilya iñaki isaac ismail ivan ivar ivo jack jacob jacques jakob jakub jamal james jan janos jános
  jari jason javier jean-pierre jeb jeff jeffrey jens jeremy jerome jérôme jerry jim joachim joão joaquín joe joel joep johan johann johannes john jon jonas jonathan jordi jorge josé josef joseph josh joshua juan
  jukka jules julian julien julio jürgen kamal kamil karel karl kaspar keith ken kenji kenneth kevin khalid klaus knut konrad kurt kwame kyle lars lászló laurent lawrence leif len leo leon leonard leonardo
  leopold leroy leszek lev levan lewis liam lionel lorenzo louis luc lucas luca luigi luis luka lukas luke magnus malcolm manfred manuel marc marcel marcelo marco marcos marcus marek mariano mario mark markus
  martin martín marvin massimo mateo mathieu mats matt matteo matthew matthias matthieu maurice mauricio max maxim maximilian mehmet michael michał michel miguel mihai mikael mike mikhail milan miles miloš mohamed
  mohammad mohammed moritz morten moses muhammad murat mustafa nathan nathaniel neil nelson nicholas nick nicolas niels nigel nikola nikolai nikolaus nils noah norbert norman olaf olav oleg oliver olivier omar oscar óscar oskar osman
  otto owen pablo paolo pascal patrick paul paulo pavel pawel paweł pedro peder peer pekka per peter petr petros petter philip philipp philippe pierre pieter piotr rafael rafał raj rajesh ralph ramón raúl ravi ray raymond
  reinhard rené ricardo richard rick rob robert roberto rod rodrigo roger roland rolf roman ron ronald rory ross rubén rudolf rui rupert russell ryan samuel samir sander santiago scott seán sean sebastian sébastien
  serge sergei sergio seth shane simon solomon stanisław stefan stefano stephan stephen steve steven stewart stig stojan stuart sven sylvain tadeusz tariq ted tarek ted teodor terence terry thabo theo theodor thierry thomas thorsten tiago tim timothy
  tobias todd tom tomas tomás tomasz tommy toni tony tor torsten trevor tristan udo ulf ulrich umberto vadim valentin vasily vasyl viktor victor vijay vikram vincent vincenzo vitaly vladimir vladislav volodymyr wade walter warren wayne werner
  wilhelm will willem william winston wolfgang xavier yann yannick yaw yuri yusuf yves zbigniew zoltán zoran`);

/** The gender that a person's given name makes likely, or null. */
export function likelyGender(name: string): Gender | null {
  const first = /^[\p{L}-]+(?= )/u.exec(name)?.[0].toLowerCase();
  if (first === undefined) return null;
  const parts = first.includes('-') ? [first, first.slice(0, first.indexOf('-'))] : [first];
  for (const part of parts) {
    const [feminine, masculine] = [FEMININE.has(part), MASCULINE.has(part)];
    if (feminine !== masculine) return feminine ? 'feminine' : 'masculine';
  }
  return null;
}
