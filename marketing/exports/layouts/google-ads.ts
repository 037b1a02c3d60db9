import type { ColumnSpec, Layout } from "../../../foundation/tables/layout.ts";

const missing = ["--", "-", "undefined"];
const count = (...names: string[]): ColumnSpec => ({ role: "quantity", names, optional: true, missing });
const total = {
  beginnings: ["total:", "gesamt:", "insgesamt:", "total\u00a0:", "total :", "totale:", "totaal:"],
  values: ["total"],
};

/** Google Ads: a title and a span of days stand before the header, totals at the end. */
export const googleAds: Layout = {
  id: "google-ads",
  title: "Google Ads",
  basis: "advertised",
  service: "Google",
  item: "ad",
  columns: {
    day: {
      role: "period",
      usualOrder: "month-first",
      names: ["Day", "Tag", "Jour", "Día", "Dia", "Giorno"],
      optional: true,
    },
    status: {
      role: "note",
      names: ["Campaign status", "Campaign state", "Kampagnenstatus", "État de la campagne", "Estado de la campaña"],
      optional: true,
    },
    campaign: {
      role: "item",
      item: "campaign",
      names: ["Campaign", "Kampagne", "Campagne", "Campaña", "Campanha", "Campagna"],
    },
    adSet: {
      role: "item",
      item: "adSet",
      names: [
        "Ad group",
        "Anzeigengruppe",
        "Groupe d'annonces",
        "Groupe d’annonces",
        "Grupo de anuncios",
        "Grupo de anúncios",
        "Gruppo di annunci",
      ],
      optional: true,
    },
    ad: { role: "item", item: "ad", names: ["Ad name", "Ad", "Anzeige", "Annonce", "Anuncio"], optional: true },
    territory: {
      role: "territory",
      names: ["Country/Territory (User location)", "Country/Territory", "Country/territory"],
      optional: true,
    },
    age: { role: "item", item: "group", names: ["Age", "Alter"], optional: true },
    gender: { role: "item", item: "group", names: ["Gender", "Geschlecht"], optional: true },
    currency: {
      role: "currency",
      names: [
        "Currency code",
        "Currency",
        "Währungscode",
        "Code de devise",
        "Code devise",
        "Código de moneda",
        "Código da moeda",
        "Codice valuta",
      ],
      optional: true,
    },
    spend: { role: "amount", names: ["Cost", "Kosten", "Coût", "Coste", "Costo", "Custo"], missing },
    impressions: count("Impr.", "Impressions", "Impressionen"),
    clicks: count("Clicks", "Klicks", "Clics", "Cliques", "Clic"),
    conversions: {
      role: "amount",
      names: ["Conversions", "Conversiones", "Conversões", "Conversioni"],
      optional: true,
      missing,
    },
  },
  measures: [
    { unit: "ad impressions", quantity: "impressions", amount: "spend", currency: { column: "currency" } },
    { unit: "ad clicks", quantity: "clicks" },
    { unit: "results", amount: "conversions", amountUnit: "conversions" },
  ],
  definitions: {
    "ad impressions": "times an ad was shown; the amount beside it is what was spent",
    "ad clicks": "clicks on an ad that led to its page, and calls; for videos, interactions are not in it",
    results: "conversions as the account counts them, in parts where several ads share one",
  },
  ignore: [
    { column: "day", ...total, why: "a total of the other rows" },
    { column: "status", ...total, why: "a total of the other rows" },
    {
      column: "campaign",
      values: ["", "total", ...missing],
      beginnings: total.beginnings,
      why: "a total of the other rows",
    },
  ],
  preamble:
    "^\\W*(?<from>[A-Z][a-z]{2,8} \\d{1,2}, ?\\d{4}) ?[-\u2013] ?(?<until>[A-Z][a-z]{2,8} \\d{1,2}, ?\\d{4})\\W*$",
  needs: ["period", "currency"],
  overlaps: true,
  known: "exports of 2022 to 2026",
};
