/** Records of DDEX flat files (DSRF part 8 and its profiles). What was used: releases, resources, works: cells in their order, as in profile.ts. */
export const descriptionRecords: Readonly<Record<string, string>> = {
  AS01:
    "BlockId ResourceReference DspResourceId ISRC?:isrc Title SubTitle? DisplayArtistName " +
    "DisplayArtistPartyId?:party Duration:duration ResourceType:ResourceType",
  "AS01.01":
    "BlockId ResourceReference DspResourceId ISRC?*:isrc Title SubTitle? DisplayArtistName " +
    "DisplayArtistPartyId?:party Duration?:duration ResourceType:ResourceType IsMasterRecording?:flag",
  AS02:
    "BlockId ResourceReference DspResourceId ISRC?:isrc Title SubTitle? DisplayArtistName " +
    "DisplayArtistPartyId?:party Duration:duration ResourceType:ResourceType ISWC?:iswc ComposerAuthor?* " +
    "ComposerAuthorPartyId?*:party Arranger?* ArrangerPartyId?*:party MusicPublisher?* " +
    "MusicPublisherPartyId?*:party WorkContributor?* WorkContributorPartyId?*:party",
  "AS02.01":
    "BlockId ResourceReference DspResourceId ISRC?:isrc Title SubTitle? DisplayArtistName " +
    "DisplayArtistPartyId?:party Duration:duration ResourceType:ResourceType ISWC?:iswc ComposerAuthor?* " +
    "ComposerAuthorPartyId?*:party Arranger?* ArrangerPartyId?*:party MusicPublisher?* " +
    "MusicPublisherPartyId?*:party WorkContributor?* WorkContributorPartyId?*:party ProprietaryWorkId?:party",
  "AS02.02":
    "BlockId ResourceReference DspResourceId ISRC?*:isrc Title SubTitle? DisplayArtistName " +
    "DisplayArtistPartyId?:party Duration?:duration ResourceType:ResourceType ISWC?:iswc ComposerAuthor?* " +
    "ComposerAuthorPartyId?*:party Arranger?* ArrangerPartyId?*:party MusicPublisher?* " +
    "MusicPublisherPartyId?*:party WorkContributor?* WorkContributorPartyId?*:party ProprietaryWorkId?:party " +
    "IsMasterRecording?:flag",
  "AS02.03":
    "BlockId ResourceReference DspResourceId ISRC?*:isrc Title SubTitle? DisplayArtistName? " +
    "DisplayArtistPartyId?:party Duration?:duration ResourceType:ResourceType ISWC?:iswc ComposerAuthor?* " +
    "ComposerAuthorPartyId?*:party Arranger?* ArrangerPartyId?*:party MusicPublisher?* " +
    "MusicPublisherPartyId?*:party WorkContributor?* WorkContributorPartyId?*:party ProprietaryWorkId?*:party " +
    "IsMasterRecording?:flag DataProvider?",
  AS03:
    "BlockId ResourceReference DspResourceId ISAN?:isan EIDR? ProprietaryId?*:party VideoType*:VideoType_DSRF " +
    "Title SubTitle? OriginalTitle? SeasonNumber?:whole EpisodeNumber?:whole Genre? Duration:duration " +
    "ProducerName?* ProducerPartyId?*:party DirectorName* DirectorPartyId?*:party ActorName?* " +
    "ActorPartyId?*:party LanguageLocalizationType?:LanguageLocalizationType HasCaptioning?:flag " +
    "HasAudioDescription?:flag LanguageOfPerformance?:IsoLanguageCode LanguageOfDubbing?:IsoLanguageCode " +
    "DateOfProductionOrRelease?:date CountryOfProduction?*:CurrentTerritoryCode",
  "AS03.01":
    "BlockId ResourceReference DspResourceId ISAN?:isan EIDR? ProprietaryId?*:party VideoType*:VideoType_DSRF " +
    "Title SubTitle? OriginalTitle? SeasonNumber?:whole EpisodeNumber?*:whole Genre? Duration:duration " +
    "ProducerName?* ProducerPartyId?*:party DirectorName?* DirectorPartyId?*:party ActorName?* " +
    "ActorPartyId?*:party LanguageLocalizationType?:LanguageLocalizationType HasCaptioning?:flag " +
    "HasAudioDescription?:flag LanguageOfPerformance?:IsoLanguageCode LanguageOfDubbing?:IsoLanguageCode " +
    "ProductionOrReleaseDate?:date CountryOfProduction?*:CurrentTerritoryCode FirstVoDBroadcastDate?:date",
  CU01:
    "BlockId CueResourceReference CueStartTime?:duration CueDuration:duration ReferencedCreationISRC?:isrc " +
    "ReferencedCreationISWC?:iswc ReferencedCreationTitle? ReferencedCreationDisplayArtistName?* " +
    "ReferencedCreationDisplayArtistPartyId?*:party ReferencedCreationContributorName?* " +
    "ReferencedCreationContributorPartyId?*:party ReferencedWorkComposerAuthorName?* " +
    "ReferencedWorkComposerAuthorPartyId?*:party ReferencedWorkArrangerName?* " +
    "ReferencedWorkArrangerPartyId?*:party",
  DE01: "DealSpecificCell*",
  ML01:
    "BlockId SummaryRecordId ResourceReference? UsageForPrioritisation?:whole " +
    "PercentileForPrioritisation?:whole UnclaimedPercentage?:decimal",
  MW01:
    "BlockId DspWorkId ISWC?:iswc Title SubTitle? ComposerAuthor?* ComposerAuthorPartyId?*:party Arranger?* " +
    "ArrangerPartyId?*:party MusicPublisher?* MusicPublisherPartyId?*:party WorkContributor?* " +
    "WorkContributorPartyId?*:party DataProvider?",
  "MW01.01":
    "BlockId DspWorkId ISWC?:iswc Title SubTitle? ComposerAuthor?* ComposerAuthorPartyId?*:party Arranger?* " +
    "ArrangerPartyId?*:party MusicPublisher?* MusicPublisherPartyId?*:party WorkContributor?* " +
    "WorkContributorPartyId?*:party DataProvider? ProprietaryWorkId?:party",
  MW02: "",
  RE01:
    "BlockId ReleaseReference DspReleaseId ProprietaryReleaseId?*:party CatalogNumber? ICPN?:icpn " +
    "DisplayArtistName DisplayArtistPartyId?:party Title SubTitle? ReleaseType?:ReleaseType Label? PLine? " +
    "DataProvider?",
  "RE01.01":
    "BlockId ReleaseReference DspReleaseId ProprietaryReleaseId?*:party CatalogNumber? ICPN?:icpn " +
    "DisplayArtistName? DisplayArtistPartyId?:party Title SubTitle? ReleaseType?:ReleaseType Label? PLine? " +
    "DataProvider?",
  RE02: "BlockId ReleaseReference DspSubReleaseId ProprietarySubReleaseId?*:party UsedResources*",
  RE03:
    "BlockId ReleaseReference DspReleaseId ProprietaryReleaseId?*:party ICPN?:icpn Title SubTitle? SeriesTitle? " +
    "SeasonNumber?:whole DisplayArtistName? DisplayArtistPartyId?:party ReleaseType?:ReleaseType DataProvider?",
  "RE03.01":
    "BlockId ReleaseReference DspReleaseId ProprietaryReleaseId?*:party ICPN?:icpn Title SubTitle? SeriesTitle? " +
    "SeasonNumber?:whole DisplayArtistName? DisplayArtistPartyId?:party ReleaseType?:ReleaseType DataProvider? " +
    "VideoCategory? EpisodeNumber?*:whole UserChannelName?",
};
