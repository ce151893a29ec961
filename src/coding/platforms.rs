//! Survey platforms: by which columns their exports are known, which columns they add of their own, and how they write that
//! there is no answer.
//!
//! One table, [`PLATFORMS`]; a platform is a row of it. A column is written as the platform writes it; `*` stands for
//! anything. Paths before it (`meta/instanceID`) and the X that R puts before a sign (`X_uuid`) don't matter.
//!
//! Sources: exports of each platform and the code that writes them: kobotoolbox/formpack, onaio/onadata, getodk/central-backend,
//! docs.surveycto.com, the headers of Qualtrics, SurveyMonkey, Google and Microsoft Forms, LimeSurvey and CommCare.

use std::borrow::Cow;

use crate::instrument::Missing;

/// A survey platform, or a program that rewrites exports.
#[derive(Debug, PartialEq, Eq)]
pub struct Platform {
    /// Its name.
    pub name: &'static str,
    /// Sets of columns by which its exports are known: all of one set are there.
    signs: &'static [&'static [&'static str]],
    /// Columns that it adds of its own.
    columns: &'static [&'static str],
    /// Texts by which it says that there is no answer.
    pub nothing: &'static [(&'static str, Missing)],
}

/// Why there is no answer where a file has such a text in place of values: CSPro's special values tell.
pub fn reason(filler: &str) -> Missing {
    match filler {
        "NOTAPPL" => Missing::NotAsked,
        "REFUSED" => Missing::Refused,
        _ => Missing::Blank,
    }
}

const NO_ANSWER: &[(&str, Missing)] = &[("n/a", Missing::Blank)];

/// The platforms, those known by more columns first.
#[rustfmt::skip] // Lists of names, as many on a line as fit.
pub const PLATFORMS: &[Platform] = &[
    Platform {
        name: "KoboToolbox",
        signs: &[
            &["_uuid", "_validation_status"],
            &["_submission__validation_status"],
            &["_submission__uuid", "_parent_index"],
            &["_uuid", "__version__"],
            &["_uuid", "meta/rootUuid"],
        ],
        columns: &[
            "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
            "__version__", "_tags", "_index", "_parent_index", "_parent_table_name", "_submission__*",
            "_geolocation", "_attachments", "rootUuid", "instanceID", "instanceName", "deprecatedID", "formhub/uuid",
            "start", "end", "today", "deviceid", "username", "phonenumber", "subscriberid", "simserial", "audit",
        ],
        nothing: &[],
    },
    Platform {
        name: "Ona / onadata",
        signs: &[
            &["_uuid", "_submission_time", "_version"],
            &["_uuid", "_submission_time", "_duration"],
            &["_uuid", "_submission_time", "instanceID"],
            &["_parent_table_name", "_parent_index"],
            &["_index", "_parent_index"],
        ],
        columns: &[
            "_id", "_uuid", "_submission_time", "_date_modified", "_tags", "_notes", "_version", "_duration",
            "_submitted_by", "_total_media", "_media_count", "_media_all_received", "_xform_id", "_xform_id_string",
            "_status", "_index", "_parent_index", "_parent_table_name", "_review_status", "_review_comment",
            "_geolocation", "_attachments", "_bamboo_dataset_id", "_deleted_at", "_edited", "instanceID",
            "instanceName", "start", "end", "today", "start_time", "end_time", "imei", "deviceid", "username",
            "phonenumber", "subscriberid", "simserial", "simid", "devicephonenum",
        ],
        nothing: NO_ANSWER,
    },
    Platform {
        name: "SurveyCTO",
        signs: &[
            &["KEY", "formdef_version"],
            &["KEY", "instanceID", "CompletionDate"],
            &["KEY", "SubmissionDate", "review_status"],
            &["KEY", "SubmissionDate", "instanceID"],
            &["PARENT_KEY", "SET-OF-*"],
        ],
        columns: &[
            "KEY", "PARENT_KEY", "SET-OF-*", "instanceID", "instanceName", "formdef_version", "formdef_id",
            "SubmissionDate", "CompletionDate", "starttime", "endtime", "duration", "deviceid", "subscriberid",
            "simid", "devicephonenum", "username", "caseid", "device_info", "text_audit", "audio_audit",
            "review_status", "review_quality", "review_comments", "review_corrections",
        ],
        nothing: &[],
    },
    Platform {
        name: "ODK Central",
        signs: &[
            &["KEY", "SubmissionDate"],
            &["KEY", "SubmitterName"],
            &["KEY", "PARENT_KEY"],
            &["KEY", "ReviewState"],
            &["KEY", "instanceID"],
        ],
        columns: &[
            "KEY", "PARENT_KEY", "SubmissionDate", "SubmitterID", "SubmitterName", "AttachmentsPresent",
            "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion", "instanceID",
            "instanceName", "SET-OF-*", "start", "end", "today", "deviceid", "username", "audit",
        ],
        nothing: &[],
    },
    Platform {
        name: "CommCare",
        signs: &[
            &["formid", "received_on"],
            &["form.meta.instanceID"],
            &["form_link", "received_on"],
            &["info.formid"],
        ],
        columns: &[
            "formid", "form_link", "received_on", "started_time", "completed_time", "username", "hq_user", "caseid",
            "case_name", "case_link", "form.meta.*", "form.case.*", "metadata.*", "number",
        ],
        nothing: &[("---", Missing::Blank)],
    },
    Platform {
        name: "Qualtrics",
        signs: &[
            &["ResponseId", "RecordedDate"],
            &["ResponseID", "ResponseSet"],
            &["StartDate", "EndDate", "Finished"],
        ],
        columns: &[
            "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished",
            "RecordedDate", "ResponseId", "ResponseID", "ResponseSet", "RecipientLastName", "RecipientFirstName",
            "RecipientEmail", "ExternalReference", "ExternalDataReference", "LocationLatitude", "LocationLongitude",
            "DistributionChannel", "UserLanguage", "Q_*",
        ],
        nothing: &[],
    },
    Platform {
        name: "SurveyMonkey",
        signs: &[&["Respondent ID", "Collector ID"], &["respondent_id", "collector_id"]],
        columns: &[
            "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
            "Last Name", "Custom Data*", "respondent_id", "collector_id", "date_created", "date_modified",
            "ip_address", "email_address", "first_name", "last_name", "custom_*",
        ],
        nothing: &[],
    },
    Platform {
        name: "LimeSurvey",
        signs: &[&["submitdate", "startlanguage"], &["Response ID", "Date submitted"], &["Response ID", "Last page"]],
        columns: &[
            "id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr",
            "refurl", "Response ID", "Date submitted", "Last page", "Start language", "Seed", "Access code",
            "Date started", "Date last action", "IP address", "Referrer URL",
        ],
        nothing: &[],
    },
    Platform {
        name: "Microsoft Forms",
        signs: &[
            &["Start time", "Completion time"],
            &["Эхлэх цаг", "Дуусах цаг"],
            &["Время начала", "Время выполнения"],
        ],
        columns: &[
            "ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Language", "Total points",
            "Quiz feedback", "Grade posted time", "Points - *", "Feedback - *", "Эхлэх цаг", "Дуусах цаг",
            "Время начала", "Время выполнения",
        ],
        nothing: &[],
    },
    Platform {
        name: "REDCap",
        signs: &[&["record_id", "redcap_*"], &["record_id", "*_timestamp"]],
        columns: &["record_id", "redcap_*", "*_timestamp", "*_complete"],
        nothing: &[],
    },
    Platform {
        name: "Google Forms",
        signs: &[&["Timestamp"], &["Цагийн тэмдэг"], &["Хугацааны тэмдэг"], &["Отметка времени"]],
        columns: &[
            "Timestamp", "Цагийн тэмдэг", "Хугацааны тэмдэг", "Отметка времени", "Email Address", "Username",
            "Score",
        ],
        nothing: &[],
    },
];

/// R, whose tables have names of their own in place of the platform's.
const R: &[(&str, Missing)] = &[("NA", Missing::Blank)];

/// What the headers of a file tell of where it comes from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin {
    /// The platform, if it is known by its columns.
    pub platform: Option<&'static Platform>,
    /// Whether R wrote the file: by its names, or by row numbers without a header.
    pub by_r: bool,
}

impl Origin {
    /// Of a file with these headers.
    pub fn of(headers: &[String]) -> Origin {
        let own: Vec<Own> = headers.iter().map(|header| Own::of(header)).collect();
        let has = |sign: &&str| own.iter().any(|own| own.is(sign));
        let known = |platform: &&Platform| platform.signs.iter().any(|signs| signs.iter().all(has));
        // Words that anybody may use tell only where they stand first.
        let first = |platform: &&Platform| {
            platform.name != "Google Forms"
                || own.first().is_some_and(|own| platform.signs.iter().any(|signs| own.is(signs[0])))
        };
        // Row numbers have no header; every other column has one that R could have made.
        let named = |header: &String| {
            header.starts_with(|c: char| c.is_alphabetic() || c == '.')
                && header.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
        };
        let row_numbers = matches!(headers, [first, rest @ ..] if (first.is_empty() || first == "X")
            && rest.len() > 1
            && rest.iter().all(named)
            && rest.iter().any(|header| header.contains('.')));
        Origin {
            platform: PLATFORMS.iter().filter(first).find(known),
            by_r: row_numbers || headers.iter().any(|header| header.starts_with("X_")),
        }
    }

    /// What stands for no answer in such a file.
    pub fn nothing(self) -> impl Iterator<Item = (&'static str, Missing)> {
        let of_platform = self.platform.map_or(&[][..], |platform| platform.nothing);
        of_platform.iter().chain(if self.by_r { R } else { &[] }).copied()
    }

    /// Whether a column is the platform's own.
    pub fn owns(self, header: &str) -> bool {
        let own = Own::of(header);
        self.platform.is_some_and(|platform| platform.columns.iter().any(|column| own.is(column)))
            || (self.by_r && matches!(header, "" | "X"))
    }

    /// What it is called: `KoboToolbox`, `Ona / onadata, R`.
    pub fn name(self) -> Option<String> {
        let names = [self.platform.map(|platform| platform.name), self.by_r.then_some("R")];
        let names: Vec<&str> = names.into_iter().flatten().collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

/// A header as platforms' columns are compared with it.
struct Own {
    whole: String,
    /// With the hyphens that R made dots of.
    hyphened: String,
    last: String,
}

impl Own {
    fn of(header: &str) -> Own {
        let lower = header.trim().to_lowercase();
        let whole = match lower.strip_prefix('x').filter(|rest| rest.starts_with('_')) {
            Some(rest) => rest.to_owned(),
            None => lower,
        };
        let last = whole.rsplit(['/', '.']).next().unwrap_or_default().to_owned();
        Own { hyphened: whole.replace('.', "-"), whole, last }
    }

    /// Whether it is a column of this name.
    fn is(&self, column: &str) -> bool {
        let column = match column.chars().any(char::is_uppercase) {
            true => Cow::Owned(column.to_lowercase()),
            false => Cow::Borrowed(column),
        };
        let fits = |header: &str| match column.split_once('*') {
            Some((before, after)) => {
                header.len() >= before.len() + after.len() && header.starts_with(before) && header.ends_with(after)
            }
            None => header == column,
        };
        fits(&self.whole)
            || fits(&self.hyphened)
            || fits(&self.last)
            || column.strip_prefix("meta/").is_some_and(|c| c == self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headers: &str) -> Origin {
        Origin::of(&headers.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn an_export_is_known_by_the_columns_that_its_platform_adds() {
        for (headers, name) in [
            ("start,end,Хүйс,_id,_uuid,_submission_time,_validation_status,_index", "KoboToolbox"),
            (
                "нас,_index,_parent_table_name,_parent_index,_submission__id,_submission__validation_status",
                "KoboToolbox",
            ),
            ("нас,meta/instanceID,_uuid,_submission_time,_tags,_notes,_version,_duration", "Ona / onadata"),
            ("SubmissionDate,group-нас,meta-instanceID,KEY,SubmitterID,SubmitterName", "ODK Central"),
            ("SubmissionDate,starttime,нас,instanceID,formdef_version,KEY", "SurveyCTO"),
            ("StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,Q1", "Qualtrics"),
            ("Respondent ID,Collector ID,Start Date,Таны хүйс?", "SurveyMonkey"),
            ("Timestamp,Таны хүйс?", "Google Forms"),
            ("ID,Start time,Completion time,Email,Name,Таны хүйс?", "Microsoft Forms"),
            ("X,H02,X_uuid,X_submission_time,X_version", "Ona / onadata, R"),
        ] {
            assert_eq!(of(headers).name().as_deref(), Some(name), "{headers}");
        }
        for headers in ["аймаг,нас,Timestamp", "id,status,notes,нас", "start,end,нас"] {
            assert_eq!(of(headers).name(), None, "{headers}");
        }
    }

    #[test]
    fn only_columns_of_the_platform_at_hand_are_its_own() {
        let kobo = of("start,status,notes,_uuid,_validation_status");
        for own in ["_uuid", "start", "meta/instanceID", "_submission__id", "X_uuid"] {
            assert!(kobo.owns(own), "{own}");
        }
        for other in ["status", "notes", "Хүйс", "index", "start_time"] {
            assert!(!kobo.owns(other), "{other}");
        }
        assert!(!of("start,нас").owns("start"));
    }
}
