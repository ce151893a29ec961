//! Community scorecards: scores, inputs, actions.

use super::compare::{ACTUAL, FACILITY, ITEM, ITEM_LABEL, SOURCE};
use super::who::{DIMENSION, INDICATOR, INDICATOR_LABEL, INSTRUMENT, ROUND, UNIT};
use super::{Table, fields};

fields! {
    FACILITY_NAME = "facility_name", Words, None, "#loc+name", ["Байгууллага", "Facility"],
        ["Байгууллагын нэр", "Name of the facility"];
    FACILITY_TYPE = "type", Code, None, "#loc+type", ["Төрөл", "Type"],
        ["Байгууллагын төрлийн код", "Code of the type of facility"];
    AREA = "area", Code, None, "#adm1+code", ["Газрын код", "Area code"],
        ["Тайлагнах аймаг буюу дүүргийн нэгжийн код", "Unit code of the aimag or district that is reported"];
    PLACE = "place", Code, None, "#adm2+code", ["Байршлын код", "Place code"],
        ["Байгууллага байрлах сум, дүүргийн нэгжийн код", "Unit code of the soum or district where the facility is"];
    PLACE_NAME = "place_name", Words, None, "#adm2+name", ["Байршил", "Place"],
        ["Байрлах газрын нэр", "Name of the place where the facility is"];
    HELD = "held", Day, None, "#date+held", ["Хэлэлцүүлгийн өдөр", "Day of the session"],
        ["Хэлэлцүүлэг болсон өдөр", "Day on which the session was held"];
    OF = "of", Code, None, "#meta+of", ["Мөр юуных вэ", "What the row is of"],
        ["facility: байгууллага, area: газрын байгууллагуудын дундаж", "facility, or area: the mean of its facilities"];
    SIDE = "side", Code, None, "#group+side", ["Хэн оноо өгсөн", "Who scored"],
        ["community нэг бүлэг, consolidated бүлгүүд хамтдаа, provider ажилтнууд, agreed хамт тохирсон", "community: one group, consolidated: the groups together, provider, agreed together"];
    CARD_GROUP = "group", Code, None, "#group+code", ["Бүлэг", "Group"],
        ["Оноо өгсөн бүлгийн код", "Code of the group that scored"];
    GROUP_LABEL = "group_label", Words, None, "#group+name", ["Бүлгийн нэр", "Group in words"],
        ["Оноо өгсөн бүлгийн нэр", "Name of the group that scored"];
    SCORE = "score", Number, None, "", ["Оноо", "Score"],
        ["Оноо, өгсөн хэмжүүрээр нь", "The score on the scale on which it was given"];
    SCALE = "scale", Code, None, "", ["Хэмжүүр", "Scale"],
        ["Онооны хэмжүүр: 1-5, 0-100 гэх мэт", "The scale of the score: 1-5, 0-100 and so on"];
    SCORE_100 = "score_100", Number, Percent, "", ["Оноо 0–100", "Score on 0 to 100"],
        ["Оноог 0–100-д шилжүүлсэн", "The score on 0 to 100"];
    N_PRESENT = "n_present", Count, People, "", ["Оролцогч", "People present"],
        ["Хэлэлцүүлэгт ирсэн хүний тоо", "People who were there"];
    N_GROUPS = "n_groups", Count, None, "", ["Бүлгийн тоо", "Groups"],
        ["Нэгтгэсэн бүлгийн тоо", "Groups that were put together"];
    N_FACILITIES = "n_facilities", Count, Facilities, "", ["Байгууллагын тоо", "Facilities"],
        ["Дундажид орсон байгууллагын тоо", "Facilities in the mean"];
    VOTES = "votes", Code, None, "", ["Саналууд", "Votes"],
        ["Онооxтоо, зайгаар тусгаарлан: 2x5 3x8", "Score x number with spaces between: 2x5 3x8"];
    RULE = "rule", Code, None, "", ["Дүрэм", "Rule"],
        ["Оноо хэрхэн гарсан: mean, median, present, agreed, median of votes, mean of facilities", "How the score came about: mean, median, present, agreed, median of votes, mean of facilities"];
    SPREAD_100 = "spread_100", Number, Percent, "", ["Тархалт 0–100", "Spread on 0 to 100"],
        ["Бүлгүүдийн хамгийн өндөр ба бага онооны зөрүү", "Highest minus lowest score of the groups"];
    GAP_100 = "gap_100", Number, Percent, "", ["Хоёр талын зөрүү", "Gap between the sides"],
        ["Иргэдийн оноо ба ажилтнуудын онооны зөрүү", "Difference between the scores of community and provider"];
    FLAGGED = "flagged", YesNo, None, "", ["Тэмдэглэсэн", "Flagged"],
        ["Зөрүү нь ярилцах хэмжээний их эсэх", "Whether the gap is large enough to be talked about"];
    BETWEEN = "between", YesNo, None, "", ["Хооронд нь", "Between"],
        ["Тохирсон оноо хоёр талын онооны хооронд байгаа эсэх", "Whether the agreed score lies between those of the two sides"];
    REASON = "reason", Prose, None, "", ["Шалтгаан", "Reason"],
        ["Яагаад ийм оноо өгсөн, бичсэнээр", "Why it was scored so, as it was written"];
    SUGGESTION = "suggestion", Prose, None, "", ["Санал", "Suggestion"],
        ["Сайжруулах санал, бичсэнээр", "What was suggested, as it was written"];
    ENTITLEMENT = "entitlement", Number, Asked, "", ["Эрх, норм", "Entitlement"],
        ["Байх ёстой хэмжээ", "What the facility is entitled to"];
    ENTITLEMENT_KIND = "entitlement_kind", Code, None, "", ["Эрхийн төрөл", "Kind of entitlement"],
        ["norm, target, эсвэл book: дэвтэрт бичсэн", "norm, target, or book: as written in the book"];
    INPUT_GAP = "gap", Number, Asked, "", ["Зөрүү", "Gap"],
        ["Бодитоос байх ёстойг хассан зөрүү", "Actual minus entitlement"];
    INPUT_RATIO = "ratio", Number, None, "", ["Харьцаа", "Ratio"],
        ["Бодитыг байх ёстойд хуваасан харьцаа", "Actual over entitlement"];
    RATIO_CAPPED = "ratio_capped", Number, None, "", ["Хязгаарласан харьцаа", "Capped ratio"],
        ["Харьцаа, 1-ээс их бол 1", "The ratio, at most 1"];
    WHY = "why", Code, None, "", ["Яагаад хоосон", "Why there is nothing"],
        ["not filled in бөглөөгүй, not due шаардлагагүй, no norm норм тодорхойгүй", "not filled in, not due, no norm"];
    EVIDENCE = "evidence", Prose, None, "", ["Нотолгоо", "Evidence"],
        ["Нотолгоо, бичсэнээр", "Evidence, as it was written"];
    REMARKS = "remarks", Prose, None, "", ["Тайлбар", "Remarks"],
        ["Тайлбар, бичсэнээр", "Remarks, as they were written"];
    SINCE = "since", Code, None, "#meta+round+since", ["Анх тохирсон үе", "Since"],
        ["Ажлыг анх тохирсон үе шат", "The round in which it was first agreed"];
    ACTION_ID = "action_id", Code, None, "#activity+code", ["Ажлын дугаар", "Action"],
        ["Ажлын дугаар, байгууллага дотроо давтагдахгүй", "Number of the action, unique at the facility"];
    ISSUE = "issue", Prose, None, "", ["Асуудал", "Issue"], ["Шийдэх асуудал", "What is to be solved"];
    ACTION = "action", Prose, None, "#activity+name", ["Ажил", "Action"], ["Тохирсон ажил", "What was agreed"];
    RESPONSIBLE = "responsible", Words, None, "", ["Хариуцагч", "Responsible"], ["Хэн хариуцах", "Who is responsible"];
    SUPPORTING = "supporting", Words, None, "", ["Дэмжигч", "Supporting"], ["Хэн дэмжих", "Who supports it"];
    DEADLINE = "deadline", Day, None, "#date+deadline", ["Хугацаа", "Deadline"], ["Дуусгах өдөр", "Day by which it is to be done"];
    AS_OF = "as_of", Day, None, "#date+as_of", ["Тооцсон өдөр", "As of"],
        ["Хоцролтыг тооцсон өдөр", "Day as of which lateness is counted"];
    OVERDUE_DAYS = "overdue_days", Count, Days, "", ["Хоцорсон хоног", "Days overdue"],
        ["Хугацаанаас хойш хэд хоног хоцорсон", "Days after the deadline"];
    STATUS = "status", Code, None, "#status", ["Байдал", "Status"],
        ["planned төлөвлөсөн, under-way хийгдэж байгаа, done хийсэн, dropped больсон", "planned, under-way, done, dropped"];
    ACTION_LEVEL = "level", Code, None, "", ["Түвшин", "Level"],
        ["Хэн шийдэж чадах: facility, soum, aimag, ministry", "Who can do it: facility, soum, aimag, ministry"];
    OWN_MEANS = "own_means", YesNo, None, "", ["Өөрийн хүчээр", "By own means"],
        ["Байгууллага өөрөө хийж чадах эсэх", "Whether the facility can do it by itself"];
    COST = "cost", Number, Money, "", ["Зардал", "Cost"], ["Шаардах зардал", "What it costs"];
    FUNDS = "funds", Words, None, "", ["Санхүүжилт", "Funds"], ["Хаанаас санхүүжих", "Where the money comes from"];
    DONE_ON = "done_on", Day, None, "#date+done", ["Хийсэн өдөр", "Done on"], ["Хийж дуусгасан өдөр", "Day on which it was done"];
    VERIFIED_BY = "verified_by", Words, None, "", ["Баталгаажуулсан", "Verified by"],
        ["Хэн баталгаажуулсан", "Who has verified it"];
    CARRIED = "carried", YesNo, None, "", ["Шилжсэн", "Carried over"],
        ["Өмнөх үеэс шилжсэн эсэх", "Whether it was carried over from an earlier round"];
    REPEATED_IN = "repeated_in", Code, None, "", ["Давтсан үе", "Repeated in"],
        ["Дахин тохирсон үе шатууд, зайгаар", "Rounds in which it was agreed again, spaces between"];
    UNPROVEN = "unproven", YesNo, None, "", ["Нотлогдоогүй", "Unproven"],
        ["Хийсэн гэсэн боловч нотолгоо, баталгаагүй эсэх", "Whether it is said to be done without evidence or verification"];
}

/// Every score.
pub const SCORES: Table = Table {
    id: "scores",
    of: "masam scorecard",
    title: ["Оноо", "Scores"],
    row: [
        "Нэг үзүүлэлтэд нэг талын өгсөн оноо нэг байгууллагад, эсвэл газрын дундаж",
        "Score of one side for one indicator at one facility, or the mean of an area",
    ],
    key: &[&FACILITY, &AREA, &ROUND, &OF, &SIDE, &CARD_GROUP, &INDICATOR],
    hxl: "#indicator",
    fields: &[
        &FACILITY,
        &FACILITY_NAME,
        &FACILITY_TYPE,
        &AREA,
        &PLACE,
        &PLACE_NAME,
        &ROUND,
        &HELD,
        &OF,
        &SIDE,
        &CARD_GROUP,
        &GROUP_LABEL,
        &INDICATOR,
        &DIMENSION,
        &INDICATOR_LABEL,
        &SCORE,
        &SCALE,
        &SCORE_100,
        &N_PRESENT,
        &N_GROUPS,
        &N_FACILITIES,
        &VOTES,
        &RULE,
        &SPREAD_100,
        &GAP_100,
        &FLAGGED,
        &BETWEEN,
        &REASON,
        &SUGGESTION,
        &INSTRUMENT,
    ],
};

/// What facilities have and should have.
pub const INPUTS: Table = Table {
    id: "inputs",
    of: "masam scorecard",
    title: ["Нөөц", "Inputs"],
    row: ["Нэг байгууллагын нэг нөөц нэг үе шатанд", "One input of one facility in one round"],
    key: &[&FACILITY, &ROUND, &ITEM],
    hxl: "#indicator",
    fields: &[
        &FACILITY,
        &FACILITY_NAME,
        &FACILITY_TYPE,
        &AREA,
        &PLACE,
        &PLACE_NAME,
        &ROUND,
        &HELD,
        &ITEM,
        &DIMENSION,
        &ITEM_LABEL,
        &UNIT,
        &ENTITLEMENT,
        &ENTITLEMENT_KIND,
        &SOURCE,
        &ACTUAL,
        &INPUT_GAP,
        &INPUT_RATIO,
        &RATIO_CAPPED,
        &WHY,
        &EVIDENCE,
        &REMARKS,
    ],
};

/// What was promised.
pub const ACTIONS: Table = Table {
    id: "actions",
    of: "masam scorecard, masam actions",
    title: ["Ажлын төлөвлөгөө", "Action plan"],
    row: ["Нэг байгууллагын нэг ажил, сүүлчийн байдлаар", "One action of one facility as it stands last"],
    key: &[&FACILITY, &SINCE, &ACTION_ID],
    hxl: "#activity",
    fields: &[
        &FACILITY,
        &FACILITY_NAME,
        &FACILITY_TYPE,
        &AREA,
        &PLACE,
        &PLACE_NAME,
        &ROUND,
        &SINCE,
        &ACTION_ID,
        &ISSUE,
        &INDICATOR,
        &DIMENSION,
        &INDICATOR_LABEL,
        &ACTION,
        &RESPONSIBLE,
        &SUPPORTING,
        &DEADLINE,
        &AS_OF,
        &OVERDUE_DAYS,
        &STATUS,
        &ACTION_LEVEL,
        &OWN_MEANS,
        &COST,
        &FUNDS,
        &DONE_ON,
        &EVIDENCE,
        &VERIFIED_BY,
        &CARRIED,
        &REPEATED_IN,
        &UNPROVEN,
    ],
};
