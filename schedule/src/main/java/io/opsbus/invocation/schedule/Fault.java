package io.opsbus.invocation.schedule;

/** Everything that can be wrong with a {@code Frequency}, and the way out of it, in both languages. */
public enum Fault {
    EMPTY(
            "is empty; write a cron expression of six or seven fields, rate(5m) or at(2030-01-01 08:00:00 Asia/Shanghai)",
            "为空；请填写六或七个域的Cron表达式、rate(5m)或at(2030-01-01 08:00:00 Asia/Shanghai)"),
    TOO_LONG(
            "has more than %s characters; shorten lists to ranges such as 1-5 or steps such as 0/5",
            "超过%s个字符；请把列表缩短为范围（如1-5）或增量（如0/5）"),
    FOREIGN_CHARACTER(
            "contains the character %s; write half-width letters, digits and signs only", "含有字符%s；请只使用半角的字母、数字和符号"),
    FIELD_COUNT(
            "has %s fields; write second, minute, hour, day of month, month, day of week, then a year and a time zone if"
                    + " needed",
            "有%s个域；请依次填写秒、分、小时、日期、月份、星期，需要时再加年和时区"),
    EMPTY_ITEM("has nothing before, after or between commas; leave out the extra comma", "的逗号前后或之间没有取值；请去掉多余的逗号"),
    NO_VALUE("has \"%s\", which is no value; write %s, or one of the signs %s", "中的“%s”不是取值；请填写%s，或使用符号%s"),
    OUT_OF_RANGE("has %s, which is out of range; write %s", "中的%s超出取值范围；请填写%s"),
    LEADING_ZEROS("has %s; write at most one leading zero", "中的%s前导零过多；最多只能有一个前导零"),
    NO_RANGE("has \"%s\"; write a range as two values and a hyphen, such as %s", "中的“%s”不是范围；请用连字符连接两个取值，例如%s"),
    REVERSED_RANGE(
            "has the range %s, which ends before it starts; write the earlier year first", "中的范围%s终点早于起点；请把较早的年份写在前面"),
    NO_STEP(
            "has the step \"%s\"; write a start, a slash and a number of 1 to %s, such as %s",
            "中的增量“%s”不正确；请填写起点、斜线和1到%s之间的数，例如%s"),
    QUESTION_MARK(
            "has a question mark; it may only stand alone, as the whole day of month or day of week",
            "中有问号；问号只能单独作为整个日期域或星期域"),
    LAST_OR_WORKDAY(
            "has \"%s\"; write L (last day), LW (last working day) or a day and W, such as 15W",
            "中的“%s”不正确；请填写L（最后一日）、LW（最后一个工作日）或日期加W（如15W）"),
    LAST_OR_NTH(
            "has \"%s\"; write a weekday and L (the last one in the month), such as 6L, or a weekday, # and 1 to 5, such as"
                    + " 6#3",
            "中的“%s”不正确；请填写星期加L（当月最后一个，如6L），或星期加#和1到5（如6#3）"),
    BOTH_DAYS("is given together with day of week \"%s\"; write ? for one of the two", "与星期“%s”同时被指定；请将其中之一设为?"),
    NEVER(
            "never comes: no month of the years given has such a day; change day, month or year",
            "永远不会到来：所给年份和月份中没有这样的日期；请修改日期、月份或年"),
    TOO_OFTEN(
            "fires at %s and at %s, only %s s apart; leave at least %s s between two runs",
            "在%s和%s触发，仅相隔%s秒；两次执行之间至少间隔%s秒"),
    NO_ZONE(
            "is no time zone; write a name such as Asia/Shanghai, an offset such as GMT+8:00, or UTC",
            "不是时区；请填写时区名（如Asia/Shanghai）、偏移（如GMT+8:00）或UTC"),
    ZONE_CASE("is no time zone; did you mean %s?", "不是时区；是否应为%s？"),
    NO_OFFSET(
            "is no offset; write GMT-12:59 to GMT+14:59, the hour without a leading zero, such as GMT+8:00",
            "不是时差；请填写GMT-12:59到GMT+14:59，小时不带前导零，例如GMT+8:00"),
    NO_RATE(
            "is no interval; write rate(<number><unit>) without spaces, the unit being s, m, h or d, such as rate(5m)",
            "不是时间间隔；请填写rate(<数值><单位>)，不含空格，单位为s、m、h或d，例如rate(5m)"),
    RATE_OUT_OF_RANGE("is out of range; write an interval from %s s to %s s", "超出范围；时间间隔应在%s秒到%s秒之间"),
    NO_TIME(
            "is no time; write at(yyyy-MM-dd HH:mm:ss) or at(yyyy-MM-dd HH:mm:ss <time zone>), years 1970 to 2099",
            "不是时间；请填写at(yyyy-MM-dd HH:mm:ss)或at(yyyy-MM-dd HH:mm:ss <时区>)，年份为1970到2099");

    private final String english;
    private final String chinese;

    Fault(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String english() {
        return english;
    }

    String chinese() {
        return chinese;
    }
}
