namespace FlowLogStack.Records.Tests;

public sealed class JsonPatternTests
{
    const string Trail =
        """{"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],"objectList":[{"name":"a","id":1},"""
            + """{"name":"b","id":2}],"SomeObject":null,"ThisFlag":true,"cluster.name":"c"}""";
    const string Users =
        """{"user":{"id":1,"email":"John.Stiles@example.com"},"users":[{"id":2,"email":"John.Doe@example.com"},{"id":3,"email":"Jane.Doe@example.com"}]"""
            + ""","actions":["GET","PUT","DELETE"],"coordinates":[[0,1,2],[4,5,6],[7,8,9]]}""";

    // What AWS's page on filter patterns prints.
    [Theory]
    [InlineData("{ $.eventType = \"UpdateTrail\" }", Trail, true)]
    [InlineData("{ $.eventType = UpdateTrail }", Trail, true)]
    [InlineData("{ $.eventType = \"updatetrail\" }", Trail, false)]
    [InlineData("{ $.sourceIPAddress != 123.123.* }", Trail, true)]
    [InlineData("{ $.sourceIPAddress != 111.111.* }", Trail, false)]
    [InlineData("{ $.arrayKey[0] = \"value\" }", Trail, true)]
    [InlineData("{ $.arrayKey[1] = \"value\" }", Trail, false)]
    [InlineData("{ $.objectList[1].id = 2 }", Trail, true)]
    [InlineData("{ $.objectList[2].id = 2 }", Trail, false)]
    [InlineData("{ $.eventType = %Trail% }", Trail, true)]
    [InlineData("{ $.arrayKey[*] = %val.{2}% }", Trail, true)]
    [InlineData("{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }", Trail, true)]
    [InlineData("{ $.['cluster.name'] = \"c\" }", Trail, true)]
    [InlineData("{ $.SomeObject IS NULL }", Trail, true)]
    [InlineData("{ $.eventType IS NULL }", Trail, false)]
    [InlineData("{ $.Other IS NULL }", Trail, false)]
    [InlineData("{ $.SomeOtherObject NOT EXISTS }", Trail, true)]
    [InlineData("{ $.SomeObject NOT EXISTS }", Trail, false)]
    [InlineData("{ $.ThisFlag IS TRUE }", Trail, true)]
    [InlineData("{ $.ThisFlag IS FALSE }", Trail, false)]
    [InlineData("{ ($.user.id = 1) && ($.users[0].email = \"John.Doe@example.com\") }", Users, true)]
    [InlineData("{ $.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = \"nonmatch\" && $.actions[2] = \"nonmatch\" }", Users, true)]
    [InlineData("{ ($.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = \"nonmatch\") && $.actions[2] = \"nonmatch\" }", Users, false)]
    [InlineData("{ ($.user.id = 2 && $.users[0].email = \"nonmatch\") || $.actions[2] = \"GET\" }", Users, false)]
    [InlineData("{ $.users = 1 }", "{\"users\":[1,2,3]}", false)]
    [InlineData("{ $.users != 1 }", "{\"users\":[1,2,3]}", false)]
    [InlineData("{ $.bandwidth > 75 }", "{\"bandwidth\":80}", true)]
    [InlineData("{ $.bandwidth > 75 }", "{\"bandwidth\":75}", false)]
    [InlineData("{ $.latency < 50 }", "{\"latency\":49.5}", true)]
    [InlineData("{ $.refreshRate >= 60 }", "{\"refreshRate\":60}", true)]
    [InlineData("{ $.responseTime <= 5 }", "{\"responseTime\":5}", true)]
    [InlineData("{ $.errorCode = 400}", "{\"errorCode\":400}", true)]
    [InlineData("{ $.errorCode != 500 }", "{\"errorCode\":400}", true)]
    [InlineData("{ $.errorCode != 500 }", "{\"errorCode\":500}", false)]
    [InlineData("{ $.number[0] = 1e+3 }", "{\"number\":[1000]}", true)]
    [InlineData("{ $.number[0] != 1e-3 }", "{\"number\":[1000]}", true)]
    [InlineData("{ $.numbers[0] < 10e3 }", "{\"numbers\":[9999]}", true)]
    [InlineData("{ $.processes[4].averageRuntime <= 55.5 }", "{\"processes\":[0,0,0,0,{\"averageRuntime\":55.5}]}", true)]
    [InlineData("{ $.latency > +1000 }", "{\"latency\":1001}", true)]
    [InlineData("{ $.latency = * }", "{\"latency\":12}", true)]
    [InlineData("{ ($.a = \"x\") && ($.n >= 5) }", "{\"a\":\"x\",\"n\":5}", true)]
    [InlineData("{ ($.a = \"x\") && ($.n >= 5) }", "{\"a\":\"x\",\"n\":4}", false)]
    public void Selects_what_the_service_documents(string pattern, string message, bool expected) => Assert.Equal(expected, Matching.Selects(pattern, message));

    [Theory]
    [InlineData("{ $.a = 3 }", "{\"a\":\"3\"}", true)]
    [InlineData("{ $.a = \"3\" }", "{\"a\":3}", true)]
    [InlineData("{ $.a = \"3\" }", "{\"a\":3.0}", false)]
    [InlineData("{ $.a = 3 }", "{\"a\":3.0}", true)]
    [InlineData("{ $.a != 3 }", "{\"a\":\"x\"}", true)]
    [InlineData("{ $.a > 2 }", "{\"a\":\"x\"}", false)]
    [InlineData("{ $.a != x }", "{\"b\":1}", false)]
    [InlineData("{ $.a = true }", "{\"a\":true}", false)]
    [InlineData("{ $.a != x }", "{\"a\":true}", false)]
    [InlineData("{ $.a = true }", "{\"a\":\"true\"}", true)]
    [InlineData("{ $.a != x }", "{\"a\":null}", false)]
    [InlineData("{ $.a = \"*\" }", "{\"a\":null}", false)]
    [InlineData("{ $.a = 4* }", "{\"a\":404}", true)]
    [InlineData("{ $.a = \"Ev*ent\" }", "{\"a\":\"EvilEvent\"}", true)]
    [InlineData("{ $.a = \"\\\"q\\\" \\\\\" }", """{"a":"\"q\" \\"}""", true)]
    [InlineData("{ $.a = \"\u00e9\" }", "{\"a\":\"\\u00e9\"}", true)]
    [InlineData("{ $.a = \"\u00e9\" }", "{\"a\":\"\u00e9\"}", true)]
    [InlineData("{ $.a.b = 1 }", "{\"a\":{\"b\":1}}", true)]
    [InlineData("{ $.a.b = 1 }", "{\"a.b\":1}", false)]
    [InlineData("{ $.a['b.c'] = 1 }", "{\"a\":{\"b.c\":1}}", true)]
    [InlineData("{ $.a.b NOT EXISTS }", "{\"a\":1}", true)]
    [InlineData("{ $.a-b_c = 1 }", "{\"a-b_c\":1}", true)]
    [InlineData("{ $.a = 1 }", "{\"a\":2,\"a\":1}", true)]
    [InlineData("{ $.a[*].b = 2 }", "{\"a\":[{\"b\":1},{\"c\":2},{\"b\":2}]}", true)]
    [InlineData("{ $.a.*.b != 1 }", "{\"a\":{\"x\":{\"b\":1},\"y\":{\"b\":3}}}", true)]
    [InlineData("{ $.a[0] = 1 }", "{\"a\":{\"0\":1}}", false)]
    [InlineData("{ $.a[*] IS NULL }", "{\"a\":[1,null]}", true)]
    [InlineData("{ $.a[*] NOT EXISTS }", "{\"a\":[]}", true)]
    [InlineData("{$.a=1||$.b=1&&$.c=1}", "{\"a\":0,\"b\":1,\"c\":1}", true)]
    [InlineData("{ ( ( $.a = 1 ) ) }", "{\"a\":1}", true)]
    [InlineData("  { $.a = 1 }  ", " {\"a\":1}\n", true)]
    [InlineData("{ $.a NOT EXISTS }", "not json", false)]
    [InlineData("{ $.a NOT EXISTS }", "{\"b\":1", false)]
    [InlineData("{ $.a NOT EXISTS }", "{\"b\":1} x", false)]
    [InlineData("{ $.a NOT EXISTS }", "[1]", false)]
    [InlineData("{ $.a != x }", "{\"a\":\"\\ud800\"}", false)]
    [InlineData("{ $.a = 1 }", "{\"\\ud800\":2,\"a\":1}", false)]
    [InlineData("{ $.a = 1 }", "{\"\\u0061\":1}", true)]
    [InlineData("{ $.a NOT EXISTS }", "", false)]
    [InlineData("{ $.a NOT EXISTS }", "{}", true)]
    public void Decides_what_the_service_leaves_open(string pattern, string message, bool expected) =>
        Assert.Equal(expected, Matching.Selects(pattern, message));

    /// <summary>Rule 6: only a well-formed object can match, and the last of duplicate keys counts.</summary>
    [Theory]
    [InlineData("{ $.a NOT EXISTS }", "[{\"b\":1}]", false)]
    [InlineData("{ $.a NOT EXISTS }", "\"text\"", false)]
    [InlineData("{ $.a NOT EXISTS }", "7", false)]
    [InlineData("{ $.a NOT EXISTS }", "{\"b\":1,}", false)]
    [InlineData("{ $.a = 1 }", "{\"a\":1,\"a\":2}", false)]
    [InlineData("{ $.a = 2 }", "{\"a\":1,\"a\":2}", true)]
    [InlineData("{ $.a.b = 1 }", "{\"a\":{\"b\":1},\"a\":{\"c\":2}}", false)]
    [InlineData("{ $.a.b NOT EXISTS }", "{\"a\":{\"b\":1},\"a\":null}", true)]
    [InlineData("{ $.* = 1 }", "{\"a\":1,\"b\":3,\"\\u0061\":2}", false)]
    [InlineData("{ $.* = 2 }", "{\"a\":1,\"b\":3,\"a\":2}", true)]
    [InlineData("{ $.o[*].b = 1 }", "{\"o\":{\"x\":{\"b\":1},\"x\":{\"b\":2}}}", false)]
    public void Selects_objects_and_the_last_of_duplicate_keys(string pattern, string message, bool expected) =>
        Assert.Equal(expected, Matching.Selects(pattern, message));

    /// <summary>Rules 7 and 8: numbers by value, strings by the pattern's spelling, quoted values by the event's.</summary>
    [Theory]
    [InlineData("{ $.a = 7 }", "{\"a\":7.0}", true)]
    [InlineData("{ $.a = 7 }", "{\"a\":7e0}", true)]
    [InlineData("{ $.a = 7.0 }", "{\"a\":7}", true)]
    [InlineData("{ $.a != 7 }", "{\"a\":7.0}", false)]
    [InlineData("{ $.a = 7 }", "{\"a\":\"7\"}", true)]
    [InlineData("{ $.a = 7 }", "{\"a\":\"7.0\"}", false)]
    [InlineData("{ $.a != 7 }", "{\"a\":\"7.0\"}", true)]
    [InlineData("{ $.a != 7 }", "{\"a\":\"7\"}", false)]
    [InlineData("{ $.a = 7.0 }", "{\"a\":\"7.0\"}", true)]
    [InlineData("{ $.a = 7e+0 }", "{\"a\":\"7\"}", false)]
    [InlineData("{ $.a = 7e+0 }", "{\"a\":\"7e+0\"}", true)]
    [InlineData("{ $.a = 7 }", "{\"a\":\"\\u0037\"}", true)]
    [InlineData("{ $.a < 8 }", "{\"a\":\"7\"}", false)]
    [InlineData("{ $.a <= 8 }", "{\"a\":\"7\"}", false)]
    [InlineData("{ $.a > 6 }", "{\"a\":\"7\"}", false)]
    [InlineData("{ $.a >= 6 }", "{\"a\":\"7\"}", false)]
    [InlineData("{ $.a > 6 }", "{\"a\":7}", true)]
    [InlineData("{ $.a = \"7\" }", "{\"a\":7}", true)]
    [InlineData("{ $.a = \"7\" }", "{\"a\":7.0}", false)]
    [InlineData("{ $.a = \"7\" }", "{\"a\":7e0}", false)]
    [InlineData("{ $.a = \"7e0\" }", "{\"a\":7e0}", true)]
    [InlineData("{ $.a != \"7\" }", "{\"a\":7.0}", true)]
    [InlineData("{ $.a = \"7\" }", "{\"a\":\"7\"}", true)]
    public void Compares_by_type(string pattern, string message, bool expected) => Assert.Equal(expected, Matching.Selects(pattern, message));

    /// <summary>Rules 9 and 10: what is neither text nor number matches no comparison, and has tests of its own.</summary>
    [Theory]
    [InlineData("{ $.a = * }", "{\"a\":true}", false)]
    [InlineData("{ $.a = * }", "{\"a\":[1]}", false)]
    [InlineData("{ $.a = * }", "{\"a\":{}}", false)]
    [InlineData("{ $.a != 1 }", "{\"a\":false}", false)]
    [InlineData("{ $.a != 1 }", "{\"a\":[]}", false)]
    [InlineData("{ $.a != 1 }", "{}", false)]
    [InlineData("{ $.a = \"null\" }", "{\"a\":\"null\"}", true)]
    [InlineData("{ $.a = \"null\" }", "{\"a\":null}", false)]
    [InlineData("{ $.a = false }", "{\"a\":\"false\"}", true)]
    [InlineData("{ $.a IS NULL }", "{\"a\":[1,null]}", true)]
    [InlineData("{ $.a IS NULL }", "{\"a\":[1,[null]]}", false)]
    [InlineData("{ $.a IS NULL }", "{\"a\":[{\"b\":null}]}", false)]
    [InlineData("{ $.a IS NULL }", "{\"a\":{\"b\":null}}", false)]
    [InlineData("{ $.a IS TRUE }", "{\"a\":[true]}", false)]
    [InlineData("{ $.a IS TRUE }", "{\"a\":\"true\"}", false)]
    [InlineData("{ $.a IS FALSE }", "{\"a\":0}", false)]
    [InlineData("{ $.a IS FALSE }", "{\"a\":false}", true)]
    [InlineData("{ $.a.b NOT EXISTS }", "{\"a\":null}", true)]
    [InlineData("{ $.a.b NOT EXISTS }", "{\"a\":[{\"b\":1}]}", true)]
    [InlineData("{ $.a.b NOT EXISTS }", "{}", true)]
    [InlineData("{ $.a.b NOT EXISTS }", "{\"a\":{\"b\":null}}", false)]
    public void Tells_text_and_numbers_from_other_values(string pattern, string message, bool expected) =>
        Assert.Equal(expected, Matching.Selects(pattern, message));

    /// <summary>Rules 11 and 12: a wildcard iterates one level of elements or values, and each condition may find another one.</summary>
    [Theory]
    [InlineData("{ $.a[*] = 2 }", "{\"a\":[1,2]}", true)]
    [InlineData("{ $.a[*] = 2 }", "{\"a\":{\"x\":1,\"y\":2}}", true)]
    [InlineData("{ $.a.* = 2 }", "{\"a\":{\"x\":1,\"y\":2}}", true)]
    [InlineData("{ $.a.* = 2 }", "{\"a\":{\"x\":{\"y\":2}}}", false)]
    [InlineData("{ $.a.b = 2 }", "{\"a\":[{\"b\":2}]}", false)]
    [InlineData("{ $.a[0].b = 2 }", "{\"a\":[{\"b\":2}]}", true)]
    [InlineData("{ $.a[*].b = 2 }", "{\"a\":[{\"b\":1},{\"b\":2}]}", true)]
    [InlineData("{ $.a[*].b = 1 && $.a[*].c = 2 }", "{\"a\":[{\"b\":1},{\"c\":2}]}", true)]
    [InlineData("{ $.a = 1 || $.b = 1 && $.c = 1 }", "{\"a\":1}", true)]
    [InlineData("{ ($.a = 1 || $.b = 1) && $.c = 1 }", "{\"a\":1}", false)]
    public void Iterates_one_level(string pattern, string message, bool expected) => Assert.Equal(expected, Matching.Selects(pattern, message));

    [Fact]
    public void Selects_nothing_that_is_no_utf8() =>
        Assert.False(LogPattern.Parse("{ $.a NOT EXISTS }").IsMatch([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']));

    [Fact]
    public void Extracts_nothing_unasked() => Assert.Equal("", Matching.Values("{ $.eventType = * }", Trail));

    [Fact]
    public void Compares_escaped_text_of_any_length()
    {
        var text = new string('x', 5000);
        Assert.True(Matching.Selects("{ $.a = \"*\u00e9\" }", $$"""{"a":"{{text}}\u00e9"}"""));
        Assert.True(Matching.Selects("{ $.a = %^x+.$% }", $$"""{"a":"{{text}}\u00e9"}"""));
    }
}
