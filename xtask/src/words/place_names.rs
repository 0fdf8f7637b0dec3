//! The names, in lower case. Names that are also common words or symbols (such as the Jordan form, the
//! letter xi, or an author cited) are left out.

/// Countries, regions in dispute, capitals, alliances and leaders.
#[rustfmt::skip]
pub const NAMES: &[&str] = &[
    "afghanistan", "albania", "algeria", "angola", "ankara", "argentina", "armenia", "australia", "austria",
    "azerbaijan", "bahrain", "bangladesh", "beijing", "belarus", "belgium", "berlin", "biden", "bolivia", "bosnia",
    "botswana", "brazil", "brussels", "bulgaria", "burundi", "cambodia", "cameroon", "canada", "carney", "chile",
    "china", "chinese", "coalition of the willing", "colombia", "crimea", "croatia", "cuba", "cyprus",
    "czech republic", "czechia", "denmark", "dmitriev", "donbas", "donetsk", "ecuador", "egypt", "erdogan",
    "erdoğan", "eritrea", "estonia", "ethiopia", "european commission", "european union", "fico", "finland",
    "france", "gaza", "georgia", "german", "germany", "ghana", "greece", "guatemala", "haiti", "honduras",
    "hungarian", "hungary", "iceland", "india", "indonesia", "iran", "iranian", "iraq", "ireland", "israel",
    "israeli", "italy", "japan", "jinping", "kallas", "kazakhstan", "kellogg", "kenya", "khamenei", "kherson",
    "kiev", "kosovo", "kremlin", "kushner", "kuwait", "kyiv", "kyrgyzstan", "laos", "latvia", "lavrov", "lebanon",
    "leyen", "libya", "lithuania", "luhansk", "lukashenko", "luxembourg", "macron", "malaysia", "mali", "malta",
    "meloni", "merz", "mexico", "minsk", "modi", "moldova", "mongolia", "montenegro", "morocco", "moscow",
    "mozambique", "myanmar", "namibia", "nato", "nepal", "netanyahu", "netherlands", "new zealand", "nicaragua",
    "nigeria", "north korea", "norway", "oman", "orban", "orbán", "pakistan", "palestine", "palestinian", "panama",
    "paraguay", "peru", "philippines", "poland", "portugal", "putin", "qatar", "romania", "rubio", "russia",
    "russian", "rutte", "rwanda", "saudi arabia", "senegal", "serbia", "singapore", "slovakia", "slovenia",
    "somalia", "south africa", "south korea", "spain", "sri lanka", "starmer", "sudan", "sweden", "switzerland",
    "syria", "taiwan", "tajikistan", "tanzania", "tehran", "thailand", "trump", "tunisia", "turkey", "turkiye",
    "turkmenistan", "tusk", "türkiye", "uganda", "ukraine", "ukrainian", "umerov", "united arab emirates",
    "united kingdom", "united states", "uruguay", "ushakov", "uzbekistan", "vance", "venezuela", "vietnam",
    "washington", "wever", "white house", "witkoff", "yemen", "yermak", "zambia", "zaporizhzhia", "zelenskiy",
    "zelensky", "zelenskyy", "zimbabwe",
];
