/** Records of DDEX flat files (DSRF part 8 and its profiles). Summary and service records: cells in their order, as in profile.ts. */
export const summaryRecords: Readonly<Record<string, string>> = {
  FOOT:
    "NumberOfLinesInFile:whole NumberOfLinesInReport?:whole NumberOfSummaryRecords:whole " +
    "NumberOfBlocksInFile:whole NumberOfBlocksInRecord?:whole",
  HEAD:
    "MessageVersion:message Profile:ProfileId ProfileVersion MessageId MessageCreatedDateTime:moment " +
    "FileNumber:whole NumberOfFiles:whole UsageStartDate:date UsageEndDate:date SenderPartyId:dpid SenderName " +
    "ServiceDescription? RecipientPartyId?:dpid RecipientName? RepresentedRepertoire?*",
  SRFO: "NumberOfLinesInReport:whole NumberOfSummaryRecords:whole",
  SY01:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription? Usages:whole Subscribers?:decimal " +
    "Currency:CurrencyCode NetRevenue:decimal IndirectNetRevenue?:decimal",
  "SY01.01":
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription? Usages:whole Subscribers?:decimal " +
    "CurrencyOfReporting:CurrencyCode NetRevenue:decimal IndirectNetRevenue?:decimal " +
    "CurrencyOfTransaction?:CurrencyCode ExchangeRate?:decimal",
  SY02:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription Usages:whole Users?:whole " +
    "Currency:CurrencyCode NetRevenue:decimal RightsController? RightsControllerPartyId?:party " +
    "AllocatedUsages?*:decimal AmountPayable?*:decimal AllocatedNetRevenue?:decimal",
  "SY02.01":
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription Usages:whole Users?:whole " +
    "Currency:CurrencyCode NetRevenue:decimal RightsController? RightsControllerPartyId?:party " +
    "AllocatedUsages?*:decimal AllocatedRevenue?*:decimal AllocatedNetRevenue?:decimal " +
    "RightsType?:RightsCoverage",
  "SY02.02":
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription Usages:whole Users?:whole " +
    "CurrencyOfReporting:CurrencyCode NetRevenue:decimal RightsController? RightsControllerPartyId?:party " +
    "AllocatedUsages?*:decimal AllocatedRevenue?*:decimal AllocatedNetRevenue?:decimal " +
    "RightsType?:RightsCoverage ContentCategory CurrencyOfTransaction?:CurrencyCode ExchangeRate?:decimal " +
    "RightsTypePercentage?:decimal",
  SY03:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription Usages:whole Subscribers:decimal " +
    "Currency:CurrencyCode NetRevenue:decimal RightsController? RightsControllerPartyId?:party " +
    "AllocatedUsages?*:decimal AllocatedRevenue?*:decimal AllocatedNetRevenue?:decimal " +
    "RightsControllerMarketShare?:decimal ConsumerPaidUnitPrice:decimal FreeOrTrialSubscribers:decimal " +
    "ExchangeRateBaseCurrency?:CurrencyCode ExchangeRate?:decimal",
  SY04:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription SubscriberType Subscribers:decimal " +
    "SubPeriodStartDate?:date SubPeriodEndDate?:date UsagesInSubPeriod?:whole UsagesInReportingPeriod?:whole " +
    "Currency:CurrencyCode ExchangeRateBaseCurrency?:CurrencyCode ExchangeRate?:decimal " +
    "ConsumerPaidUnitPrice:decimal NetRevenue:decimal",
  "SY04.01":
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription SubscriberType Subscribers:decimal " +
    "SubPeriodStartDate?:date SubPeriodEndDate?:date UsagesInSubPeriod?:whole UsagesInReportingPeriod?:whole " +
    "CurrencyOfReporting:CurrencyCode CurrencyOfTransaction?:CurrencyCode ExchangeRate?:decimal " +
    "ConsumerPaidUnitPrice:decimal NetRevenue:decimal MusicUsagePercentage:decimal",
  SY05:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription? RightsController? " +
    "RightsControllerPartyId?:party RightsType:RightsCoverage TotalUsages?:whole AllocatedUsages?*:decimal " +
    "MusicUsageRatio?:decimal AllocatedRevenue?*:decimal AllocatedNetRevenue?:decimal " +
    "RightsControllerMarketShare?:decimal",
  "SY05.02":
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription? RightsController? " +
    "RightsControllerPartyId?:party RightsType:RightsCoverage TotalUsages?:whole AllocatedUsages?*:decimal " +
    "MusicUsageRatio?:decimal AllocatedNetRevenue?*:decimal AllocatedRevenue?:decimal " +
    "RightsControllerMarketShare?:decimal CurrencyOfReporting?:CurrencyCode CurrencyOfTransaction?:CurrencyCode " +
    "ExchangeRate?:decimal SubscriberType? SubPeriodStartDate?:date SubPeriodEndDate?:date ContentCategory " +
    "RightsTypePercentage?:decimal",
  SY06:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription Usages:whole Subscribers?:decimal " +
    "Currency:CurrencyCode NumberOfReleases?:whole NetRevenue:decimal IndirectNetRevenue?:decimal " +
    "PreviewAvailable?:flag",
  "SY06.01":
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription Usages:whole Subscribers?:decimal " +
    "CurrencyOfReporting:CurrencyCode NumberOfReleases?:whole NetRevenue?:decimal IndirectNetRevenue?:decimal " +
    "PreviewAvailable?:flag CurrencyOfTransaction?:CurrencyCode ExchangeRate?:decimal",
  "SY06.02":
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription Usages:whole Subscribers?:decimal " +
    "CurrencyOfReporting:CurrencyCode NumberOfReleases?:whole NetRevenue?:decimal IndirectNetRevenue?:decimal " +
    "PreviewAvailable?:flag CurrencyOfTransaction?:CurrencyCode ExchangeRate?:decimal ViewingHours?:decimal",
  SY07:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel?:CommercialModelType " +
    "UseType?:UseType Territory:CurrentTerritoryCode RightsType:RightsCoverage ServiceDescription? Usages:whole " +
    "Users?:whole Currency:CurrencyCode NetRevenue?:decimal RightsController? RightsControllerPartyId?:party " +
    "AllocatedUsages?*:decimal AllocatedRevenue:decimal AllocatedNetRevenue:decimal",
  SY08:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid ServiceDescription " +
    "BroadcastStationOrChannel? CommercialModel:CommercialModelType UseType:UseType " +
    "Territory:CurrentTerritoryCode NumberOfBroadcasts:whole NumberOfBroadcastListeners?:whole " +
    "ListenerHours:decimal Currency:CurrencyCode NetRevenue:decimal IndirectNetRevenue?:decimal " +
    "RightsController? RightsControllerPartyId?:party AllocatedRevenue?*:decimal RightsType?:RightsCoverage " +
    "AllocatedNetRevenue?:decimal RightsControllerAllocatedNumberOfBroadcasts?:decimal AdditionalData?",
  SY09:
    "SummaryRecordId CommercialModel:CommercialModelType UseType:UseType Territory:CurrentTerritoryCode " +
    "ServiceDescription? SubscriberType? RightsController? RightsControllerPartyId?:party " +
    "RightsType?:RightsCoverage TotalUsages?:decimal AllocatedUsages?:decimal NetRevenue:decimal " +
    "IndirectNetRevenue?:decimal RightsControllerMarketShare?:decimal CurrencyOfReporting:CurrencyCode " +
    "CurrencyOfTransaction?:CurrencyCode ExchangeRate?:decimal RightsTypePercentage?:decimal",
  SY10:
    "SummaryRecordId DistributionChannelName? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType ReportingPeriodStartDate:date ReportingPeriodEndDate:date SubscriberType? " +
    "Subscribers?:decimal ActiveSubscribers?:decimal PromotionalActivity? Territory:CurrentTerritoryCode " +
    "ServiceDescription? OfferType? Quality? Usages:decimal AllocatedUsages:decimal Returns:decimal " +
    "MusicUsageRatio:decimal CurrencyOfTransaction:CurrencyCode CurrencyOfAccounting:CurrencyCode " +
    "ExchangeRate:decimal ExchangeRateSource? DateOfCurrencyExchange?:moment " +
    "GrossRevenueInCurrencyOfTransaction?:decimal GrossRevenueInCurrencyOfAccounting?:decimal CalculationType?* " +
    "CalculationValue?*:decimal DeductionType?* DeductionsInCurrencyOfTransaction*:decimal " +
    "DeductionsInCurrencyOfAccounting*:decimal NetRevenueInCurrencyOfTransaction:decimal " +
    "NetRevenueInCurrencyOfAccounting:decimal AllocatedRevenueInCurrencyOfTransaction:decimal " +
    "AllocatedRevenueInCurrencyOfAccounting:decimal AllocatedNetRevenueInCurrencyOfTransaction:decimal " +
    "AllocatedNetRevenueInCurrencyOfAccounting:decimal RightsControllerMarketShare?:decimal " +
    "SubscriptionFeeInCurrencyOfTransaction?:decimal SubscriptionFeeInCurrencyOfAccounting:decimal " +
    "UsageIndependentFeeType?* UsageIndependentFeeInCurrencyOfTransaction?*:decimal " +
    "UsageIndependentFeeInCurrencyOfAccounting?*:decimal FinalTotalAmountInCurrencyOfTransaction:decimal " +
    "FinalTotalAmountInCurrencyOfAccounting:decimal",
  SY11:
    "SummaryRecordId DistributionChannel? DistributionChannelDPID?:dpid CommercialModel:CommercialModelType " +
    "UseType:UseType Territory:CurrentTerritoryCode ServiceDescription? UsageForPrioritisation?:whole",
};
