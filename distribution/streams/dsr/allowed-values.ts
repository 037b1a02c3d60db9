/** Values that DDEX allows in cells of these kinds (allowed value sets, as of the profiles). One word each. */
export const allowedValues: Readonly<Record<string, string>> = {
  CodingType: "Lossless Lossy",
  CommercialModelType:
    "AdvertisementSupportedModel AsPerContract DeviceFeeModel FreeOfChargeModel PayAsYouGoModel " +
    "PerformanceRoyaltiesModel RightsClaimModel SubscriptionModel Unknown UserDefined",
  DrmEnforcementType: "DrmEnforced NotDrmEnforced",
  LanguageLocalizationType: "Dubbed SubTitled Multilingual Original",
  ReleaseType:
    "Album AlertToneRelease AsPerContract AudioBookRelease BackCoverImageRelease BookletBackImageRelease " +
    "BookletFrontImageRelease BookletRelease Bundle ClassicalAlbum ClassicalDigitalBoxedSet " +
    "ClassicalMultimediaAlbum ConcertVideo DigitalBoxSetRelease DjMix Documentary Drama EBookRelease EP Episode " +
    "FeatureFilm KaraokeRelease LiveEventVideo LogoRelease LongFormMusicalWorkVideoRelease " +
    "LongFormNonMusicalWorkVideoRelease LyricSheetRelease MultimediaAlbum MultimediaDigitalBoxedSet " +
    "MultimediaSingle MusicalWorkBasedGameRelease NonMusicalWorkBasedGameRelease PlayList RingbackToneRelease " +
    "RingtoneRelease Season Series SheetMusicRelease ShortFilm Single SingleResourceRelease StemBundle " +
    "UserDefined VideoAlbum VideoMastertoneRelease VideoSingle WallpaperRelease TrackRelease",
  ResourceType: "Image MIDI SheetMusic Software SoundRecording Text UserDefinedResource Video",
  RightsCoverage:
    "MakeAvailableRight MechanicalRight PerformingRight PrintRight ReproductionRight SynchronizationRight " +
    "UserDefined",
  UseType:
    "AsPerContract Broadcast Cable ConditionalDownload ContentInfluencedStream Display Download Dub " +
    "DubForAdvertisement DubForLivePerformance DubForMovies DubForMusicOnHold DubForPublicPerformance " +
    "DubForRadio DubForTV ExtractForInternet KioskDownload Narrowcast NonInteractiveStream OnDemandStream " +
    "Perform PerformAsMusicOnHold PerformInLivePerformance PerformInPublic PermanentDownload Playback " +
    "PlayInPublic Podcast Print PrivateCopy PurchaseAsPhysicalProduct Rent Simulcast Stream TetheredDownload " +
    "TimeInfluencedStream Unknown Use UseAsAlertTone UseAsDevice UseAsKaraoke UseAsRingbackTone " +
    "UseAsRingbackTune UseAsRingtone UseAsRingtune UseAsScreensaver UseAsVoiceMail UseAsWallpaper " +
    "UseForIdentification UseInMobilePhoneMessaging UseInPhoneListening UserDefined " +
    "UserMakeAvailableLabelProvided UserMakeAvailableUserProvided Webcast",
  VideoDefinitionType: "HighDefinition StandardDefinition",
  VideoType_DSRF:
    "AdvertisementVideo AdultContent AdviceMagazine Animation BalletVideo BehindTheScenes BlackAndWhiteVideo " +
    "ChildrensFilm ColorizedVideo ColumnVideo ConcertClip ConcertVideo CorporateFilm Credits Documentary " +
    "EducationalVideo Episode FeatureFilm Fiction InfomercialVideo Interview Karaoke LiveEventVideo " +
    "LongFormMusicalWorkVideo LongFormNonMusicalWorkVideo LyricVideo Magazine Menu MultimediaVideo " +
    "MusicalWorkClip MusicalWorkReadalongVideo MusicalWorkTrailer MusicalWorkVideoChapter News " +
    "NonMusicalWorkClip NonMusicalWorkReadalongVideo NonMusicalWorkTrailer NonMusicalWorkVideoChapter " +
    "NonSerialAudioVisualRecording OperaVideo Performance ReadalongVideo RealityTvShowVideo Season " +
    "SerialAudioVisualRecording Series ShortFilm SilentVideo SketchVideo SoapSitcom SpecialEvent Sport " +
    "TheatricalWorkVideo TrailerVideo TvFilm TvProgram TvShowVideo Unknown VideoChapter VideoClip VideoReport " +
    "VideoStem",
  CurrencyCode:
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYR " +
    "BZD CAD CDF CHF CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP " +
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF " +
    "KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR " +
    "MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK " +
    "SGD SHP SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UZS " +
    "VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL CYP EEK LTL LVL MTL MRO ROL SIT SKK STD VEF",
  Territories:
    "AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT " +
    "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CS CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH " +
    "ER ES ES-CE ES-CN ES-ML ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY " +
    "HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC " +
    "LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE " +
    "NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD " +
    "SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA " +
    "UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK Worldwide",
};
