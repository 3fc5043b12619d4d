package io.opsbus.notifier.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupCheckTest {
    private static List<FieldProblem> problems(String source) {
        var problems = new ArrayList<FieldProblem>();
        var _ = Sheet.read(Form.MAIL_HTML, source, problems);
        return problems;
    }

    @Test
    void textIsLaidOutAndLinked() {
        assertThat(problems("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>{{count}}</title></head><body>
                <table style="border: 1px solid #ccc; width: 100%" cellpadding='4'>{{#single}}
                <tr><td colspan="2">{{label}}</td></tr>{{/single}}</table>
                <a href="https://ops.example.com/?a=1&amp;b=2">console</a> <a href="mailto:ops@example.com">a &lt; b</a><br/>
                </body></html>""")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<p onclick=\"x()\">a</p>",
                "<p onclick=x()>a</p>",
                "<a href=\"javascript:alert(1)\">a</a>",
                "<a href=\" java&#115;cript:alert(1)\">a</a>",
                "<a href=\"data:text/html,x\">a</a>",
                "<a href=\"//evil.example\">a</a>",
                "<a href=\"https://a.example/{{count}}\">a</a>",
                "<p {{count}}>a</p>",
                "<{{count}}>",
                "<p title=\"{{#single}}\">{{/single}}",
                "<img src=\"https://a.example/pixel\">",
                "<iframe src=\"https://a.example\"></iframe>",
                "<form action=\"https://a.example\"></form>",
                "<input value=\"a\">",
                "<style>p { color: red }</style>",
                "<link href=\"https://a.example/x.css\">",
                "<meta http-equiv=\"refresh\" content=\"0;url=https://a.example\">",
                "<p style=\"background: url(https://a.example/x)\">a</p>",
                "<p style=\"width: expression(alert(1))\">a</p>",
                "<p style=\"background: u&#114;l(x)\">a</p>",
                "<p style=\"a\\75rl\">a</p>",
                "<svg><set/></svg>",
                "<!-- {{count}} -->",
                "<!--[if mso]><p><![endif]-->",
                "<p",
                "a > b",
                "<<p>",
                "<p a=\"<\">",
                "</p onclick=\"x\" <",
                "<p/onclick=\"x\">a</p>"
            })
    void nothingRunsOrIsLoadedAndNoFieldStandsWhereEscapingIsNotEnough(String source) {
        assertThat(problems(source))
                .isNotEmpty()
                .allSatisfy(wrong -> assertThat(wrong.code()).isEqualTo("Forbidden"));
    }

    @Test
    void aLongElementIsNoWork() {
        assertThat(problems("<p" + " lang=\"a\"".repeat(6_000) + ">")).isNotEmpty();
        assertThat(problems("<".repeat(60_000))).isNotEmpty();
        assertThat(problems("<p>".repeat(20_000))).isEmpty();
    }
}
