/** Five exports in layouts that exist nowhere, with what is in them. The importer has never seen their headers. */

export interface UnseenLayout {
  readonly name: string;
  readonly text: string;
  readonly quantity: number;
  readonly unit: string;
  readonly money: Readonly<Record<string, string>>;
  readonly territories: readonly string[];
  readonly period: readonly [string, string];
}

export const unseenLayouts: readonly UnseenLayout[] = [
  {
    name: "aggregator.csv",
    text: 'Accounting Period,Consumption Date,Retailer,Territory Code,Product UPC,Track ISRC,Performer,Recording Title,Trans Type,Total Units,Gross Revenue USD,Distribution Fee,Net Payable,Payable Currency\n2026-03,2026-01-15,Spotify,DE,4006381333931,QZABC2500001,Jo,"Night, Day",Stream,"1,204",4.21,0.63,3.58,USD\n2026-03,2026-01-31,Deezer,FR,4006381333931,QZABC2500001,Jo,"Night, Day",Stream,96,0.42,0.06,0.36,USD\n',
    quantity: 1300,
    unit: "streams",
    money: { USD: "3.94" },
    territories: ["DE", "FR"],
    period: ["2026-01-15", "2026-01-31"],
  },
  {
    name: "abrechnung.csv",
    text: "Abrechnungsmonat;Datum;Plattform;Land;ISRC;Titel;Interpret;Anzahl Streams;Betrag;Währung\n2026-04;13.02.2026;Apple Music;Österreich;QZABC2500002;Tag;Mia;1.250;3,75;EUR\n2026-04;02.02.2026;Spotify;Schweiz;QZABC2500002;Tag;Mia;40;0,12;EUR\n",
    quantity: 1290,
    unit: "streams",
    money: { EUR: "3.87" },
    territories: ["AT", "CH"],
    period: ["2026-02-02", "2026-02-13"],
  },
  {
    name: "plays.tsv",
    text: "Month\tMarket\tSong Name\tArtist Name\tPlays\tListeners\nMar 2026\tJapan\tNight\tJo\t52\t31\nMar 2026\tSouth Korea\tNight\tJo\t18\t11\n",
    quantity: 70,
    unit: "streams",
    money: {},
    territories: ["JP", "KR"],
    period: ["2026-03-01", "2026-03-31"],
  },
  {
    name: "отчет.csv",
    text: "Отчетный период;Месяц продаж;Площадка;Страна;Исполнитель;Название трека;ISRC;UPC;Количество;Сумма вознаграждения;Валюта\n2026/05/01;2026/03/01;Spotify;Казахстан;Мира;Ночь;QZABC2500003;4006381333931;1 051;12,50;RUB\n2026/05/01;2026/03/01;Яндекс Музыка;Германия;Мира;Ночь;QZABC2500003;4006381333931;9;0,10;RUB\n",
    quantity: 1060,
    unit: "units",
    money: { RUB: "12.6" },
    territories: ["DE", "KZ"],
    period: ["2026-03-01", "2026-03-01"],
  },
  {
    name: "label-portal.csv",
    text: "report generated for you\n\nstmt_no,start date,end date,dsp,country of sale,label,album title,track title,isrc code,sales type,qty,unit price,royalty (GBP)\nS-88,2026-01-01,2026-01-31,Amazon Unlimited,United Kingdom,Mine,LP,Night,QZ-ABC-25-00001,Download,3,0.70,1.47\nS-88,2026-01-01,2026-01-31,TIDAL,Ireland,Mine,LP,Night,QZ-ABC-25-00001,Streaming,200,0.01,1.80\n",
    quantity: 203,
    unit: "downloads, streams",
    money: { GBP: "3.27" },
    territories: ["GB", "IE"],
    period: ["2026-01-01", "2026-01-31"],
  },
];
