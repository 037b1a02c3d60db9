/** Records of DDEX flat files (DSRF part 8 and its profiles). What was done with it: usages, sales, licences, single-record blocks: cells in their order, as in profile.ts. */
export const usageRecords: Readonly<Record<string, string>> = {
  LI01:
    "BlockId SummaryRecordId? RightsController RightsControllerPartyId?:party RightsControllerWorkId? " +
    "RightSharePercentage:decimal RightsType?:RightsCoverage AllocatedNetRevenue:decimal " +
    "AllocatedAmount:decimal",
  "LI01.01":
    "BlockId SummaryRecordId? RightsController RightsControllerPartyId?:party RightsControllerWorkId? " +
    "RightSharePercentage:decimal RightsType?:RightsCoverage AllocatedNetRevenue:decimal " +
    "AllocatedAmount:decimal",
  "LI01.02":
    "BlockId SummaryRecordId? RightsController RightsControllerPartyId?:party RightsControllerWorkId? " +
    "RightSharePercentage:decimal RightsType?:RightsCoverage AllocatedNetRevenue:decimal " +
    "AllocatedAmount:decimal AllocatedUsages?:decimal",
  RU01: "BlockId SummaryRecordId DspReleaseId* Usages*:whole",
  "RU01.01": "BlockId SummaryRecordId DspReleaseId* Usages*:whole ContentCategory",
  RU02: "BlockId SummaryRecordId DspReleaseId ReleaseTitle ReleaseURL Usages:whole",
  "RU02.01": "BlockId SummaryRecordId DspReleaseId ReleaseTitle ReleaseURL Usages:whole ContentCategory?",
  SR01:
    "SummaryRecordId DspResourceId ISRC?:isrc ResourceTitle ResourceSubTitle? ResourceDisplayArtistName " +
    "ResourceDisplayArtistPartyId?:party Duration?:duration ResourceType:ResourceType ProprietaryWorkId?:party " +
    "ISWC?:iswc ComposerAuthor?* ComposerAuthorPartyId?*:party Arranger?* ArrangerPartyId?*:party " +
    "MusicPublisher?* MusicPublisherPartyId?*:party WorkContributor?* WorkContributorPartyId?*:party " +
    "DspReleaseId? ProprietaryReleaseId?*:party ReleaseCatalogNumber? ICPN?:icpn ReleaseDisplayArtistName " +
    "ReleaseDisplayArtistPartyId?:party ReleaseTitle ReleaseSubTitle? ReleaseType?:ReleaseType ReleaseLabel? " +
    "PLine? ReleaseDataProvider? NumberOfTransactedResources:whole SalesTransactionId IsRoyaltyBearing:flag " +
    "SalesUpgrade:flag Downloads:whole Returns:whole PriceConsumerPaidExcSalesTax?:decimal " +
    "CalculatedPriceConsumerPaidForResourceExcSalesTax?:decimal PromotionalActivity?",
  SR02:
    "SummaryRecordId DspResourceId ISRC?:isrc ResourceTitle ResourceSubTitle? ResourceDisplayArtistName " +
    "ResourceDisplayArtistPartyId?:party Duration?:duration ResourceType:ResourceType ProprietaryWorkId?:party " +
    "ISWC?:iswc ComposerAuthor?* ComposerAuthorPartyId?*:party Arranger?* ArrangerPartyId?*:party " +
    "MusicPublisher?* MusicPublisherPartyId?*:party WorkContributor?* WorkContributorPartyId?*:party " +
    "DspReleaseId? ProprietaryReleaseId?*:party ReleaseCatalogNumber? ICPN?:icpn ReleaseDisplayArtistName " +
    "ReleaseDisplayArtistPartyId?:party ReleaseTitle ReleaseSubTitle? ReleaseType?:ReleaseType ReleaseLabel? " +
    "PLine? ReleaseDataProvider? SalesTransactionId IsRoyaltyBearing:flag NumberOfStreams:decimal " +
    "PromotionalActivity?",
  SR03:
    "SummaryRecordId DspResourceId ISRC?:isrc ResourceTitle ResourceSubTitle? ResourceDisplayArtistName? " +
    "ResourceDisplayArtistPartyId?:party Duration?:duration ResourceType:ResourceType WorkTitle DspWorkId " +
    "ISWC?:iswc ComposerAuthor?* ComposerAuthorPartyId?*:party Arranger?* ArrangerPartyId?*:party " +
    "MusicPublisher?* MusicPublisherPartyId?*:party WorkContributor?* WorkContributorPartyId?*:party " +
    "DspReleaseId? ProprietaryReleaseId?*:party CatalogNumber? ICPN?:icpn ReleaseDisplayArtistName? " +
    "ReleaseDisplayArtistPartyId?:party ReleaseTitle ReleaseSubTitle? ReleaseLabel? PLine? SalesTransactionId " +
    "Usages:decimal NetRevenue?:decimal ValidityPeriodStart:date ValidityPeriodEnd:date ContentCategory " +
    "RightsController? RightsControllerPartyId?:party RightsControllerWorkId? RightSharePercentage?:decimal " +
    "RightsType?:RightsCoverage AllocatedNetRevenue?:decimal AllocatedAmount?:decimal AllocatedUsages?:decimal " +
    "AllocatedNetUsage?:decimal",
  SR04:
    "SummaryRecordId DspResourceId ISAN?:isan EIDR? ProprietaryResourceId?*:party VideoType:VideoType_DSRF " +
    "ResourceTitle ResourceSubTitle? ResourceOriginalTitle? EpisodeNumber? SeasonNumber? Genre? " +
    "Duration:duration ResourceDisplayArtistName? ResourceDisplayArtistPartyId?:party ProducerName?* " +
    "ProducerPartyId?*:party DirectorName?* DirectorPartyId?*:party ActorName?* ActorPartyId?*:party " +
    "ProductionCompanyName? ProductionCompanyPartyId?*:party LanguageLocalizationType?:LanguageLocalizationType " +
    "HasCaptioning?:flag HasAudioDescription?:flag OriginalLanguageOfPerformance?*:IsoLanguageCode " +
    "LanguageOfDubbing?*:IsoLanguageCode DateOfProductionOrRelease?:date " +
    "CountryOfProduction?*:CurrentTerritoryCode OriginalBroadcastChannel? OriginalBroadcastDateTime?:moment " +
    "DspReleaseId? ProprietaryReleaseId?*:party ICPN?:icpn ReleaseTitle? ReleaseSubTitle? SeriesTitle? " +
    "ReleaseType?:ReleaseType DataProvider? VideoCategory? SalesTransactionId DrmEnforcement?:flag " +
    "VideoDefinitionType?:VideoDefinitionType CodingType?:CodingType BitRate?:decimal IsRoyaltyBearing:flag " +
    "Downloads:decimal Returns:whole PriceConsumerPaidExcSalesTax?:decimal PromotionalActivity?",
  SR05:
    "SummaryRecordId DspResourceId ISAN?:isan EIDR? ProprietaryResourceId?*:party VideoType:VideoType_DSRF " +
    "ResourceTitle ResourceSubTitle? ResourceOriginalTitle? EpisodeNumber? SeasonNumber? Genre? " +
    "Duration:duration ResourceDisplayArtistName? ResourceDisplayArtistPartyId?:party ProducerName?* " +
    "ProducerPartyId?*:party DirectorName?* DirectorPartyId?*:party ActorName?* ActorPartyId?*:party " +
    "ProductionCompanyName? ProductionCompanyPartyId?*:party LanguageLocalizationType?:LanguageLocalizationType " +
    "HasCaptioning?:flag HasAudioDescription?:flag OriginalLanguageOfPerformance?*:IsoLanguageCode " +
    "LanguageOfDubbing?*:IsoLanguageCode DateOfProductionOrRelease?:date " +
    "CountryOfProduction?*:CurrentTerritoryCode OriginalBroadcastChannel? OriginalBroadcastDateTime?:moment " +
    "DspReleaseId? ProprietaryReleaseId?*:party ICPN?:icpn ReleaseTitle ReleaseSubTitle? SeriesTitle? " +
    "ReleaseType?:ReleaseType DataProvider? VideoCategory? SalesTransactionId " +
    "VideoDefinitionType?:VideoDefinitionType CodingType?:CodingType BitRate?:decimal IsRoyaltyBearing:flag " +
    "NumberOfStreams:decimal PromotionalActivity?",
  SR06:
    "SummaryRecordId DspResourceId ISRC?:isrc ResourceTitle ResourceSubTitle? ResourceDisplayArtistName? " +
    "ResourceDisplayArtistPartyId?:party WorkTitle DspWorkId ISWC?:iswc ComposerAuthor?* " +
    "ComposerAuthorPartyId?*:party Usages:decimal ValidityPeriodStart:date ValidityPeriodEnd:date " +
    "ContentCategory RightsController? RightsControllerPartyId?:party RightsControllerWorkId? " +
    "RightSharePercentage?:decimal RightsType?:RightsCoverage AllocatedAmount?:decimal " +
    "AllocatedNetUsage?:decimal",
  SR07:
    "BlockId SummaryRecordId DspReleaseId ProprietaryReleaseId?*:party ReleaseCatalogNumber? ICPN?:icpn " +
    "ReleaseDisplayArtistName ReleaseDisplayArtistPartyId?:party ReleaseTitle ReleaseSubTitle? " +
    "ReleaseType?:ReleaseType ReleaseLabel? ReleasePLine? DspResourceId ISRC?*:isrc ResourceTitle " +
    "ResourceSubTitle? ResourceDisplayArtistName ResourceDisplayArtistPartyId?:party ResourceDuration?:duration " +
    "ResourceType:ResourceType DspWorkId ISWC?:iswc MusicalWorkTitle MusicalWorkSubTitle? ComposerAuthor?* " +
    "ComposerAuthorPartyId?*:party Arranger?* ArrangerPartyId?*:party MusicPublisher?* " +
    "MusicPublisherPartyId?*:party WorkContributor?* WorkContributorPartyId?*:party DataProvider? " +
    "ProprietaryWorkId?*:party UsageForPrioritisation?:whole PercentileForPrioritisation?:whole " +
    "UnclaimedPercentage?:decimal",
  SR08:
    "SalesTransactionId ReleaseGRid? ReleaseICPN? DspReleaseId LabelReleaseId? ProprietaryReleaseId?*:party " +
    "ReleaseContextReleaseGRid? ReleaseType?:ReleaseType ReleaseTitle? ReleaseSubTitle? " +
    "ReleaseDisplayArtistName? ReleaseDisplayArtistPartyId?:party ResourceISRC?:isrc ResourceISAN?:isan " +
    "DspResourceId? LabelResourceId? ProprietaryResourceId?*:party ResourceContextReleaseGRid? " +
    "ResourceType?:ResourceType ResourceTitle? ResourceSubTitle? ResourceDisplayArtistName? " +
    "ResourceDisplayArtistPartyId?:party SummaryRecordId SalesTransactionDate:date TotalUsages:decimal " +
    "Returns:whole NetUsage:decimal WholesalePriceInCurrencyOfTransaction?:decimal " +
    "WholesalePriceInCurrencyOfAccounting?:decimal SuggestedConsumerPriceInCurrencyOfTransaction?:decimal " +
    "SuggestedConsumerPriceInCurrencyOfAccounting?:decimal PriceType? PriceRangeType? " +
    "PriceConsumerPaidExcSalesTaxInCurrencyOfTransaction?:decimal " +
    "PriceConsumerPaidExcSalesTaxInCurrencyOfAccounting?:decimal DeductionType?* " +
    "DeductionsInCurrencyOfTransaction?*:decimal DeductionsInCurrencyOfAccounting?*:decimal " +
    "RightSharePercentage:decimal CalculatedUnitPriceInCurrencyOfTransaction:decimal " +
    "CalculatedUnitPriceInCurrencyOfAccounting:decimal AllocatedRevenueInCurrencyOfTransaction:decimal " +
    "AllocatedRevenueInCurrencyOfAccounting:decimal AllocatedNetRevenueInCurrencyOfTransaction:decimal " +
    "AllocatedNetRevenueInCurrencyOfAccounting:decimal CopyrightObligationWithDSP:flag",
  SU01:
    "BlockId SummaryRecordId SalesTransactionId TransactedRelease? TransactedResource? IsRoyaltyBearing:flag " +
    "SalesUpgrade:flag Usages:whole Returns:whole PriceConsumerPaidExcSalesTax?:decimal PromotionalActivity?",
  SU02:
    "BlockId SummaryRecordId SalesTransactionId TransactedRelease? TransactedResource? IsRoyaltyBearing?:flag " +
    "NumberOfStreams:whole PriceConsumerPaidExcSalesTax?:decimal PromotionalActivity?",
  SU03:
    "BlockId SalesTransactionId SummaryRecordId? DspReleaseId Usages?:whole NetRevenue:decimal " +
    "ValidityPeriodStart?:date ValidityPeriodEnd?:date",
  "SU03.01":
    "BlockId SalesTransactionId SummaryRecordId? DspReleaseId Usages?:whole NetRevenue:decimal " +
    "ValidityPeriodStart?:date ValidityPeriodEnd?:date",
  "SU03.02":
    "BlockId SalesTransactionId SummaryRecordId? DspResourceId Usages:decimal NetRevenue:decimal " +
    "ValidityPeriodStart?:date ValidityPeriodEnd?:date ContentCategory? IsRoyaltyBearing?:flag",
  SU04:
    "BlockId SummaryRecordId SalesTransactionId TransactedRelease? TransactedResource? " +
    "DrmEnforcementType?:DrmEnforcementType VideoDefinitionType?:VideoDefinitionType CodingType?:CodingType " +
    "BitRate?:decimal OriginalBroadcastChannel? OriginalBroadcastDateTime?:moment IsRoyaltyBearing:flag " +
    "SalesUpgrade:flag Usages:decimal Returns:whole DurationUsed?:duration " +
    "PriceConsumerPaidExcSalesTax?:decimal PromotionalActivity? OfferStartDate?:date OfferEndDate?:date " +
    "OfferURL?",
  "SU04.01":
    "BlockId SummaryRecordId SalesTransactionId TransactedRelease? TransactedResource? " +
    "DrmEnforcementType?:DrmEnforcementType VideoDefinitionType?:VideoDefinitionType CodingType?:CodingType " +
    "BitRate?:decimal OriginalBroadcastChannel? OriginalBroadcastDateTime?:moment IsRoyaltyBearing:flag " +
    "SalesUpgrade:flag Usages:decimal Returns:whole DurationUsed?:duration " +
    "PriceConsumerPaidExcSalesTax?:decimal PromotionalActivity? OfferStartDate?:date OfferEndDate?:date " +
    "OfferURL? FirstVoDBroadcastDateTime?:moment",
  SU05:
    "BlockId SummaryRecordId SalesTransactionId TransactedResource IsRoyaltyBearing:flag " +
    "NumberOfBroadcasts:whole NumberOfBroadcastListeners?:whole ListenerDuration?:duration",
};
