/**
 * Profiles of DDEX flat files: which records, in which order. A content model is written as a regular expression over record
 * types; braces are a block, whose records share a BlockId.
 */
export interface ProfileText {
  /** As in the HEAD record. */
  readonly profile: string;
  readonly version: string;
  readonly content: string;
  /** Records that this version defines otherwise than the others. */
  readonly records?: Readonly<Record<string, string>>;
}

export const profileTexts: readonly ProfileText[] = [
  {
    profile: "AudioVisualProfile",
    version: "1.0",
    content:
      "HEAD (SY02.01 | SY04 | SY05 | SY06)+ {(RE03? (AS03 CU01*)+ RE02* (SU01 | SU02 | SU03.01 | SU04+)+)}+ " + "FOOT",
  },
  {
    profile: "AudioVisualProfile",
    version: "1.1",
    content:
      "HEAD (SY02.02 | SY04.01 | SY05.02 | SY06.01)+ {(RE03.01? (AS03.01 CU01*)+ RE02* (SU01 | SU02 | SU03.02 | " +
      "SU04.01)+)}+ FOOT",
    records: {
      CU01:
        "BlockId CueResourceReference CueStartTime?:duration CueDuration:duration ReferencedCreationISRC?:isrc " +
        "ReferencedCreationISWC?:iswc ReferencedCreationTitle? ReferencedCreationDisplayArtistName?* " +
        "ReferencedCreationDisplayArtistPartyId?*:party ReferencedCreationContributorName?* " +
        "ReferencedCreationContributorPartyId?*:party ReferencedCreationComposerAuthorName?* " +
        "ReferencedCreationComposerAuthorPartyId?*:party ReferencedCreationArrangerName?* " +
        "ReferencedCreationArrangerPartyId?*:party",
      FOOT:
        "NumberOfLinesInFile:whole NumberOfLinesInReport?:whole NumberOfSummaryRecords:whole " +
        "NumberOfBlocksInFile:whole NumberOfBlocksInReport?:whole",
    },
  },
  {
    profile: "AudioVisualProfileSRB",
    version: "1.1",
    content: "HEAD SY01.01* SY02.02* SY04.01* SY05.02* SY06.02* (SR04+ | SR05+)? SRFO",
    records: {
      HEAD:
        "MessageVersion:message Profile:ProfileId ProfileVersion MessageId MessageCreatedDateTime:moment " +
        "FileNumber:one NumberOfFiles:one UsageStartDate:date UsageEndDate:date SenderPartyId:dpid SenderName " +
        "ServiceDescription? RecipientPartyId?:dpid RecipientName? RepresentedRepertoire?*",
    },
  },
  {
    profile: "BasicAudioProfile",
    version: "1.0",
    content: "HEAD (SY01 | SY02 | SY03)+ {(RE01? ((((AS01 MW01+) | AS02)+))+ RE02* (SU01 | SU02)+)}* FOOT",
    records: {
      HEAD:
        "MessageVersion:message Profile:ProfileId ProfileVersion:version MessageId " +
        "MessageCreatedDateTime:moment FileNumber:whole NumberOfFiles:whole UsageStartDate:date " +
        "UsageEndDate:date SenderPartyId:dpid SenderName ServiceDescription? RecipientPartyId?:dpid " +
        "RecipientName? RepresentedRepertoire?*",
    },
  },
  {
    profile: "BasicAudioProfile",
    version: "1.1",
    content:
      "HEAD (SY01 | SY02.01 | SY04 | SY05)+ {(RE01? ((((AS01 MW01.01*) | AS02.01)+))+ RE02* (SU01 | SU02)+)}* " +
      "FOOT",
  },
  {
    profile: "BasicAudioProfile",
    version: "1.2",
    content:
      "HEAD (SY01.01 | SY02.02 | SY04.01 | SY05.02)+ {(RE01? ((((AS01.01 MW01.01+) | AS02.02)+))+ RE02* (SU01 | " +
      "SU02)+)}* FOOT",
    records: {
      FOOT:
        "NumberOfLinesInFile:whole NumberOfLinesInReport?:whole NumberOfSummaryRecords:whole " +
        "NumberOfBlocksInFile:whole NumberOfBlocksInReport?:whole",
    },
  },
  {
    profile: "BasicAudioProfileSRB",
    version: "1.2",
    content: "HEAD (SY01.01 | SY02.02 | SY04.01 | SY05.02 | SY06.02)+ (SR01+ | SR02+)? SRFO",
    records: {
      HEAD:
        "MessageVersion:message Profile:ProfileId ProfileVersion MessageId MessageCreatedDateTime:moment " +
        "FileNumber:one NumberOfFiles:one UsageStartDate:date UsageEndDate:date SenderPartyId:dpid SenderName " +
        "ServiceDescription? RecipientPartyId?:dpid RecipientName? RepresentedRepertoire?*",
    },
  },
  {
    profile: "FinancialReportingToRecordCompaniesProfileSRB",
    version: "1.0",
    content: "HEAD SY10+ (SR08 DE01?)* SRFO",
    records: {
      HEAD:
        "MessageVersion:message Profile:ProfileId ProfileVersion MessageId MessageCreatedDateTime:moment " +
        "FileNumber:one NumberOfFiles:one UsageStartDate:date UsageEndDate:date SenderPartyId:dpid SenderName " +
        "ServiceDescription? RecipientPartyId?:dpid RecipientName? RepresentedRepertoire?*",
    },
  },
  {
    profile: "MasterListProfile",
    version: "1.0",
    content: "HEAD SY11+ {(RE01.01? ((AS02.03 ML01 MW02*))+)}* FOOT",
    records: {
      FOOT:
        "NumberOfLinesInFile:whole NumberOfLinesInReport?:whole NumberOfSummaryRecords:whole " +
        "NumberOfBlocksInFile:whole NumberOfBlocksInReport?:whole",
    },
  },
  {
    profile: "MasterListProfileSRB",
    version: "1.0",
    content: "HEAD SY11+ SR07* SRFO",
    records: {
      HEAD:
        "MessageVersion:message Profile:ProfileId ProfileVersion MessageId MessageCreatedDateTime:moment " +
        "FileNumber:one NumberOfFiles:one UsageStartDate:date UsageEndDate:date SenderPartyId:dpid SenderName " +
        "ServiceDescription? RecipientPartyId?:dpid RecipientName? RepresentedRepertoire?*",
    },
  },
  {
    profile: "RadioBroadcastProfile",
    version: "1.0",
    content: "HEAD SY08+ {(RE01? ((((AS01 MW01.01+) | AS02.01) SU05+)))}* FOOT",
  },
  {
    profile: "RoyaltyReportingProfile",
    version: "1.0.1",
    content:
      "HEAD SY07+ {(RE01? (((AS02.01 (RU01 | RU02)* (SU03.01 LI01+)+) | (AS01 (MW01.01+ (RU01 | RU02)* (SU03.01 " +
      "LI01+)+)+)))+)}* FOOT",
  },
  {
    profile: "UGCProfile",
    version: "1.0",
    content: "HEAD (SY02 | SY03)+ {(((((AS01 MW01*) | AS02)+))+ (RU01 | RU02)* (SU03 (LI01)*)*)}* FOOT",
    records: {
      HEAD:
        "MessageVersion:message Profile:ProfileId ProfileVersion:version MessageId " +
        "MessageCreatedDateTime:moment FileNumber:whole NumberOfFiles:whole UsageStartDate:date " +
        "UsageEndDate:date SenderPartyId:dpid SenderName ServiceDescription? RecipientPartyId?:dpid " +
        "RecipientName? RepresentedRepertoire?*",
      LI01:
        "BlockId SummaryRecordId RightsController RightsControllerPartyId?:party RightsControllerWorkId? " +
        "RightSharePercentage:decimal RightsType?:RightsCoverage AllocatedNetRevenue:decimal " +
        "AllocatedAmount:decimal",
    },
  },
  {
    profile: "UGCProfile",
    version: "1.1.1",
    content:
      "HEAD (SY02.01 | SY04 | SY05)+ {(((((AS01 MW01.01*) | AS02.01)+))+ (RU01 | RU02)* (SU03.01 (LI01.01 " +
      "MW01.01?)*)*)}* FOOT",
  },
  {
    profile: "UGCProfile",
    version: "1.2",
    content:
      "HEAD (SY02.02 | (SY04.01 (SY09 SY05.02+)+))+ {(((((AS01.01 MW01.01*) | AS02.02)+))+ (RU01.01 | RU02.01)* " +
      "(SU03.02 (LI01.02 MW01.01?)*)*)}* FOOT",
    records: {
      FOOT:
        "NumberOfLinesInFile:whole NumberOfLinesInReport?:whole NumberOfSummaryRecords:whole " +
        "NumberOfBlocksInFile:whole NumberOfBlocksInReport?:whole",
    },
  },
  {
    profile: "UGCProfileSRB",
    version: "1.2",
    content: "HEAD (SY01.01 | SY02.02 | (SY04.01 SY05.02*))+ (SR03+ | SR06+)? SRFO",
    records: {
      HEAD:
        "MessageVersion:message Profile:ProfileId ProfileVersion MessageId MessageCreatedDateTime:moment " +
        "FileNumber:one NumberOfFiles:one UsageStartDate:date UsageEndDate:date SenderPartyId:dpid SenderName " +
        "ServiceDescription? RecipientPartyId?:dpid RecipientName? RepresentedRepertoire?*",
    },
  },
];
