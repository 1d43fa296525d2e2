/** An exchange, or a market without one: where it stands and how the sources write it. */
export interface Exchange {
  /** Market identifier code, ISO 10383; `24-7` for coins, `24-5` for currencies. */
  readonly mic: string
  /** The code whose sessions it keeps: its own, or those of the exchange it follows; null where none are known. */
  readonly sessions: string | null
  readonly zone: string
  /** Endings of symbols after the last dot. Yahoo's come first: where two styles clash, Yahoo's wins. */
  readonly yahoo: readonly string[]
  readonly eodhd: readonly string[]
  readonly stooq: readonly string[]
  readonly bloomberg: readonly string[]
  readonly ric: readonly string[]
  /** Names and codes that a source gives an exchange in a column of its own. */
  readonly names: readonly string[]
}

/**
 * mic; sessions; zone; endings of Yahoo; EODHD; Stooq; Bloomberg; Reuters (RIC); names. The first line of a zone is the
 * exchange meant where only the zone is told. Origin: the documentation of these sources; docs/exchanges.md says more.
 */
const lines = `
XNYS;XNYS;America/New_York;;US;US;US UN;N;NYSE,NYQ,New York Stock Exchange,SNP,DJI,NYSE Index,Chicago Options,FGI
XNAS;XNYS;America/New_York;;;;UW UQ UR;O OQ;NasdaqGS,NasdaqGM,NasdaqCM,Nasdaq,NMS,NGM,NCM,NIM,Nasdaq GIDS
XASE;XNYS;America/New_York;;;;UA;;NYSE American,ASE,AMEX,NYSE MKT
ARCX;XNYS;America/New_York;;;;UP;;NYSEArca,NYSE Arca,PCX
BATS;XNYS;America/New_York;;;;UF;;Cboe US,BATS,BTS,Cboe BZX
OTCM;XNYS;America/New_York;;PINK;;UV;PK;OTC Markets OTCPK,OTC Markets OTCQB,OTC Markets OTCQX,OTC Markets EXMKT,Other OTC,PNK,OQB,OQX,OEM
XCBF;XCBF;America/Chicago;;;;;;Cboe Futures,CFE,CBF,Cboe Indices,WCB
CMES;CMES;America/Chicago;CME;;;;;CME,Chicago Mercantile Exchange,GLBX
XCBT;CMES;America/Chicago;CBT;;;;;CBOT,CBT
XNYM;CMES;America/Chicago;NYM;;;;;NY Mercantile,NYM,NYMEX
XCEC;CMES;America/Chicago;CMX;;;;;COMEX,CMX
IEPA;IEPA;America/New_York;NYB;;;;;ICE Futures,NYB,NYBOT,ICE US
XTSE;XTSE;America/Toronto;TO;TO;;CN CT;TO;Toronto,TOR,TSX
XTSX;XTSE;America/Toronto;V;V;;CV;V;TSXV,VAN,TSX Venture
XCNQ;XTSE;America/Toronto;CN;CN;;CF;CD;Canadian Sec,CNQ,CSE
NEOE;XTSE;America/Toronto;NE;NEO;;QF;;Cboe CA,NEO
XMEX;XMEX;America/Mexico_City;MX;MX;;MM;MX;Mexico,MEX,BMV
BVMF;BVMF;America/Sao_Paulo;SA;SA;;BZ BS;SA;São Paulo,Sao Paulo,SAO,B3,Bovespa
XBUE;XBUE;America/Argentina/Buenos_Aires;BA;BA;;AR AF;BA;Buenos Aires,BUE,BYMA
XSGO;XSGO;America/Santiago;SN;SN;;CI CC;SN;Santiago,SGO,Santiago Stock Exchange
XBOG;XBOG;America/Bogota;CL;;;CB CX;;Colombia,BVC,Bogota
XLIM;XLIM;America/Lima;LM;LIM;;PE;LM;Lima,LIM,BVL
XBDA;XBDA;Atlantic/Bermuda;BH;;;BH;BH;Bermuda,BSX
XLON;XLON;Europe/London;L IL;LSE;UK;LN LI;L;LSE,IOB,London,London Stock Exchange
XDUB;XDUB;Europe/Dublin;IR;IR;;ID;I;Irish,Dublin,ISE,Euronext Dublin
XETR;XETR;Europe/Berlin;DE;XETRA;DE;GY GR;DE;XETRA,GER,Xetra
XFRA;XFRA;Europe/Berlin;F;F;;GF;F;Frankfurt,FRA
XDUS;XDUS;Europe/Berlin;DU;DU;;GD;;Dusseldorf,Düsseldorf,DUS
XHAM;XHAM;Europe/Berlin;HM;HM;;GH;;Hamburg,HAM
XSTU;XSTU;Europe/Berlin;SG;STU;;GS;SG;Stuttgart,STU
XBER;XHAM;Europe/Berlin;BE;BE;;GB;BE;Berlin,BER
XMUN;XHAM;Europe/Berlin;MU;MU;;GM;MU;Munich,MUN
XHAN;XHAM;Europe/Berlin;HA;HA;;GI;HA;Hanover,HAN
XBRM;XHAM;Europe/Berlin;BM;;;;;Bremen,BRE
XEUR;XEUR;Europe/Berlin;EX;;;;EX;Eurex,EUX
XEEE;XEEE;Europe/Berlin;;;;;;European Energy Exchange,EEX
XPAR;XPAR;Europe/Paris;PA NX;PA;;FP;PA;Paris,PAR,Euronext Paris
XAMS;XAMS;Europe/Amsterdam;AS;AS;;NA;AS;Amsterdam,AMS,Euronext Amsterdam
XBRU;XBRU;Europe/Brussels;BR;BR;;BB;BR;Brussels,BRU,Euronext Brussels
XLIS;XLIS;Europe/Lisbon;LS;LS;;PL;LS;Lisbon,LIS,Euronext Lisbon
XMIL;XMIL;Europe/Rome;MI TI;MI;;IM;MI;Milan,MIL,Borsa Italiana
XMAD;XMAD;Europe/Madrid;MC;MC;;SM SQ;MC;MCE,Madrid,Barcelona,BME
XSWX;XSWX;Europe/Zurich;SW;SW;;SW SE VX;S VX;Swiss,EBS,SIX,Zurich
XWBO;XWBO;Europe/Vienna;VI;VI;;AV;VI;Vienna,VIE
XSTO;XSTO;Europe/Stockholm;ST;ST;;SS;ST;Stockholm,STO
XCSE;XCSE;Europe/Copenhagen;CO;CO;;DC;CO;Copenhagen,CPH
XHEL;XHEL;Europe/Helsinki;HE;HE;;FH;HE;Helsinki,HEL
XOSL;XOSL;Europe/Oslo;OL;OL;;NO;OL;Oslo,OSL
XICE;XICE;Atlantic/Reykjavik;IC;IC;;IR;IC;Iceland,ICE,Reykjavik
XLUX;XLUX;Europe/Luxembourg;LU;LU;;LX;LU;Luxembourg,LUX
XWAR;XWAR;Europe/Warsaw;WA;WAR;PL;PW;WA;Warsaw,WSE,GPW
XPRA;XPRA;Europe/Prague;PR;PR;;CP CK;PR;Prague,PRA
XBUD;XBUD;Europe/Budapest;BD;BUD;HU;HB;BU;Budapest,BUD
XBSE;XBSE;Europe/Bucharest;RO;RO;;RO;BX;Bucharest,BVB
ASEX;ASEX;Europe/Athens;AT;AT;;GA;AT;Athens,ATH,ATHEX
XIST;XIST;Europe/Istanbul;IS;IS;;TI;IS;Istanbul,IST,Borsa Istanbul
XMOS;XMOS;Europe/Moscow;ME;MCX;;RM RX;MM;MCX,Moscow,MOEX,MISX
XZAG;XZAG;Europe/Zagreb;ZG;ZSE;;ZA CZ;ZA;Zagreb,ZSE
XLJU;XLJU;Europe/Ljubljana;LJ;;;SV;LJ;Ljubljana,LJSE
XBEL;XBEL;Europe/Belgrade;BEL;;;SG;BEL;Belgrade,BELEX
XBRA;XBRA;Europe/Bratislava;SK;;;SK;BV;Bratislava
XTAL;XTAL;Europe/Tallinn;TL;;;ET;TL;Tallinn,TAL
XRIS;XRIS;Europe/Riga;RG;;;LR;RI;Riga,RIS
XLIT;XLIT;Europe/Vilnius;VS;;;LH;VL;Vilnius,LIT
XCYS;XCYS;Asia/Nicosia;CY;;;CY;;Cyprus,Nicosia
XTAE;XTAE;Asia/Jerusalem;TA;TA;;IT;TA;Tel Aviv,TLV,TASE
XJSE;XJSE;Africa/Johannesburg;JO;JSE;;SJ;J;Johannesburg,JNB,JSE
XSAU;XSAU;Asia/Riyadh;SR SAU;SR;;AB;SE;Saudi,SAU,Tadawul
AIXK;AIXK;Asia/Almaty;AIX;;;KX;;Astana,AIX
XKAR;XKAR;Asia/Karachi;KA;KAR;;PA PK;PSX;Karachi,KAR,PSX,Pakistan
XBOM;XBOM;Asia/Kolkata;BO;BSE;;IB;BO;Bombay,BSE,Mumbai
XNSE;XBOM;Asia/Kolkata;NS;NSE;;IN IS;NS;NSE,NSI,National Stock Exchange of India
XBKK;XBKK;Asia/Bangkok;BK;BK;;TB;BK;Thailand,SET,Bangkok
XIDX;XIDX;Asia/Jakarta;JK;JK;;IJ;JK;Jakarta,JKT,IDX
XKLS;XKLS;Asia/Kuala_Lumpur;KL;KLSE;;MK;KL;Kuala Lumpur,KLS,Bursa Malaysia
XSES;XSES;Asia/Singapore;SI;SG;;SP;SI;SES,Singapore,SGX
XPHS;XPHS;Asia/Manila;PS;PSE;;PM;PS;Philippines,PHS,PSE,Manila
XHKG;XHKG;Asia/Hong_Kong;HK;HK;HK;HK;HK;HKSE,HKG,Hong Kong,HKEX
XSHG;XSHG;Asia/Shanghai;SS;SHG;;CG CH;SS;Shanghai,SHH,SSE
XSHE;XSHG;Asia/Shanghai;SZ;SHE;;CS;SZ;Shenzhen,SHZ,SZSE
XTAI;XTAI;Asia/Taipei;TW;TW;;TT;TW;Taiwan,TAI,TWSE
ROCO;XTAI;Asia/Taipei;TWO;TWO;;;TWO;Taipei Exchange,TPEx,GreTai
XKRX;XKRX;Asia/Seoul;KS;KO;;KS KP;KS;KSE,KSC,Korea,KRX,KOSPI
XKOS;XKRX;Asia/Seoul;KQ;KQ;;KQ;KQ;KOSDAQ,KOE
XTKS;XTKS;Asia/Tokyo;T;TSE;JP;JP JT;T;Tokyo,JPX,TYO,Osaka,OSA,TSE
XASX;XASX;Australia/Sydney;AX;AU;;AU AT;AX;ASX,Sydney,Australian
XNZE;XNZE;Pacific/Auckland;NZ;NZ;;NZ;NZ;NZSE,NZE,New Zealand,NZX
24-7;24-7;UTC;;CC;;;;CCC,Crypto,CoinMarketCap
24-5;24-5;UTC;;FOREX;;;;CCY,Forex
XQAT;;Asia/Qatar;QA;QE;;QD;QA;Qatar,DOH
XKUW;;Asia/Kuwait;KW;;;KK;KW;Kuwait,KUW
XDFM;;Asia/Dubai;AE;;;UH;DU;Dubai,DFM
XCAI;;Africa/Cairo;CA;EGX;;EY;CA;Cairo,CAI,EGX
XSTC;;Asia/Ho_Chi_Minh;VN;VN;;VN;HM;Ho Chi Minh,HOSE,XHNX
XCOL;;Asia/Colombo;CM;CM;;SL;CM;Colombo,CSE Sri Lanka
XCAR;;America/Caracas;CR;;;VS;CR;Caracas,CCS
XNAI;;Africa/Nairobi;NR;;;KN;NR;Nairobi,NSE Kenya
XNSA;;Africa/Lagos;LG;XNSA;;NL;LG;Nigeria,NGX`

const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '')

export const exchanges: readonly Exchange[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [
      mic = '',
      sessions = '',
      zone = '',
      yahoo = '',
      eodhd = '',
      stooq = '',
      bloomberg = '',
      ric = '',
      names = '',
    ] = line.split(';')
    return {
      mic,
      sessions: sessions === '' ? null : sessions,
      zone,
      yahoo: words(yahoo),
      eodhd: words(eodhd),
      stooq: words(stooq),
      bloomberg: words(bloomberg),
      ric: words(ric),
      names: names.split(','),
    }
  })

const byMic = new Map(exchanges.map((exchange) => [exchange.mic, exchange]))
const byZone = new Map([...exchanges].reverse().map((exchange) => [exchange.zone, exchange]))
const byEnding = endings()
const byName = named()

export const exchangeOfMic = (mic: string): Exchange | null => byMic.get(mic) ?? null

/** The exchange that a symbol's ending names in the notation of one of the sources. */
export const exchangeOfEnding = (ending: string): Exchange | null => byEnding.get(ending) ?? null

/** The exchange meant where a source tells the zone only: the largest one there. */
export const exchangeOfZone = (zone: string): Exchange | null => byZone.get(oldNames[zone] ?? zone) ?? null

/** Names of zones that sources still write, and those of today. */
const oldNames: Readonly<Record<string, string>> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Tel_Aviv': 'Asia/Jerusalem',
  'Asia/Istanbul': 'Europe/Istanbul',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Asia/Chongqing': 'Asia/Shanghai',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'US/Eastern': 'America/New_York',
  'US/Central': 'America/Chicago',
  Japan: 'Asia/Tokyo',
  Hongkong: 'Asia/Hong_Kong',
  Singapore: 'Asia/Singapore',
}

/** The exchange that a source means by a name, a code of its own or a MIC: `Jakarta`, `JKT`, `XIDX`, `IJ`. */
export function exchangeOfName(name: string): Exchange | null {
  const text = name.trim()
  return byMic.get(text.toUpperCase()) ?? byName.get(text.toLowerCase()) ?? null
}

/** Written in the order of trust, so that the first style to use an ending keeps it. */
function endings(): ReadonlyMap<string, Exchange> {
  const found = new Map<string, Exchange>()
  for (const style of ['yahoo', 'eodhd', 'stooq', 'ric'] as const)
    for (const exchange of exchanges)
      for (const ending of exchange[style]) if (!found.has(ending)) found.set(ending, exchange)
  return found
}

function named(): ReadonlyMap<string, Exchange> {
  const found = new Map<string, Exchange>()
  for (const column of ['names', 'bloomberg'] as const)
    for (const exchange of exchanges)
      for (const name of exchange[column]) if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), exchange)
  return found
}
