using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records.Tests;

/// <summary>Each rendering for a tool finds the fields that the reader finds.</summary>
public sealed class VendorFormatTests
{
    const string Line = "2 123456789012 eni-0aaaaaaaaaaaaaaa1 203.0.113.9 10.0.1.10 51034 443 6 12 4096 1700000000 1700000060 ACCEPT OK";
    const string NoData = "2 123456789012 eni-0aaaaaaaaaaaaaaa1 - - - - - - - 1700000000 1700000060 - NODATA";

    public static TheoryData<string> Formats => [.. FlowLogFormat.Presets.Keys];

    static FlowLogFormat Custom => FlowLogFormat.Parse("${end} ${srcaddr} ${start} ${bytes}");

    // A value for each field that its kind allows, and '-' for every third.
    static string LineOf(FlowLogFormat format) =>
        string.Join(' ', format.Fields.Select((field, place) => place % 3 == 2 && field != FlowField.Start ? "-" : field.Kind switch
    {
        FieldKind.Address => "2001:db8::7",
        FieldKind.Instant => (1_700_000_000 + place).ToString(CultureInfo.InvariantCulture),
        FieldKind.Number or FieldKind.Counter => (place + 1).ToString(CultureInfo.InvariantCulture),
        _ => $"{field.Name}-{place}",
    }));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Grok_finds_every_value_and_leaves_out_missing_ones(string preset)
    {
        var format = FlowLogFormat.Presets[preset];
        var grok = VendorFormat.ToGrok(format);
        // The patterns of grok's own library, as far as they are used.
        var expression = Regex.Replace(grok, "%{(NONNEGINT|IP|NOTSPACE):([a-z0-9_]+)(:int)?}", match =>
            $"(?<{match.Groups[2].Value}>{match.Groups[1].Value switch { "NONNEGINT" => @"\b[0-9]+\b", "IP" => "[0-9a-fA-F.:]+", _ => @"\S+" }})");
        AssertFound(format, Regex.Match(LineOf(format), expression), hasMissing: false);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void OpenTelemetry_finds_every_value(string preset)
    {
        var format = FlowLogFormat.Presets[preset];
        var operators = VendorFormat.ToOpenTelemetry(format);
        var expression = Regex.Match(operators, "regex: '(.*)'").Groups[1].Value;
        // A single quote would end the text in YAML.
        Assert.DoesNotContain('\'', expression);
        AssertFound(format, Regex.Match(LineOf(format), expression.Replace("?P<", "?<", StringComparison.Ordinal)), hasMissing: true);
        Assert.Contains($"body == \"{format.ToHeaderLine()}\"", operators, StringComparison.Ordinal);
        Assert.Contains("parse_from: attributes.start\n      layout_type: epoch\n      layout: s", operators, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Coralogix_finds_every_value_and_blocks_the_header(string preset)
    {
        var format = FlowLogFormat.Presets[preset];
        var expressions = VendorFormat.ToCoralogix(format).Split('\n').Where(line => line.StartsWith('^')).ToList();
        Assert.Matches(expressions[0], format.ToHeaderLine());
        Assert.DoesNotMatch(expressions[0], LineOf(format));
        AssertFound(format, Regex.Match(LineOf(format), expressions[1]), hasMissing: true);
        Assert.Contains("text.start", VendorFormat.ToCoralogix(format), StringComparison.Ordinal);
    }

    [Fact]
    public void Sumo_Logic_has_the_rule_of_its_own_documentation_for_the_default_format()
    {
        var sumo = VendorFormat.ToSumo(FlowLogFormat.Default).Split('\n');
        Assert.Contains("json \"logStream\", \"logGroup\", \"message\", \"direction\" as logStream, logGroup, msg, direction nodrop", sumo);
        Assert.Contains("| if (_raw matches \"{*\", msg, _raw) as msg", sumo);
        Assert.Contains("| parse field=msg \"* * * * * * * * * * * * * *\" as "
            + "version,accountID,interfaceID,src_ip,dest_ip,src_port,dest_port,Protocol,Packets,bytes,StartSample,EndSample,Action,status nodrop", sumo);
        Assert.Contains(@"\s(\d{10,13})\s\d{10,13}", sumo);
        Assert.Contains(FlowLogFormat.Default.ToHeaderLine(), sumo);
    }

    // The forwarder's bodies: the line alone, the line in a message, and the message with all that it adds.
    [Theory]
    [InlineData(Line)]
    [InlineData(NoData)]
    [InlineData("{\"message\":\"" + Line + "\"}")]
    [InlineData("{\"message\":\"" + NoData + "\",\"logStream\":\"eni-0aaaaaaaaaaaaaaa1-all\",\"logGroup\":\"/vpc/flow/prod\"}")]
    [InlineData("{\"message\":\"" + Line
        + "\",\"logStream\":\"eni-0aaaaaaaaaaaaaaa1-all\",\"logGroup\":\"/vpc/flow/prod\",\"security-group-ids\":[\"sg-0000000000000web\"],"
        + "\"direction\":\"inbound\",\"subnet-id\":\"subnet-1\",\"vpc-id\":\"vpc-1\",\"aws-region\":\"us-east-1\"}")]
    public void Sumo_Logic_finds_fields_and_time_in_what_is_sent(string raw)
    {
        var sumo = VendorFormat.ToSumo(FlowLogFormat.Default);
        var message = raw.StartsWith('{') ? JsonDocument.Parse(raw).RootElement.GetProperty("message").GetString()! : raw;
        var rule = Regex.Match(sumo, "parse field=msg \"(.*)\" as (.*) nodrop");
        var expression = "^" + Regex.Replace(Regex.Escape(rule.Groups[1].Value), @"\\\*", "(.*?)") + "$";
        var found = Regex.Match(message, expression);
        var names = rule.Groups[2].Value.Split(',');
        Assert.Equal(names.Length, found.Groups.Count - 1);
        Assert.Equal(message.Split(' '), names.Select((_, place) => found.Groups[place + 1].Value));
        var locator = sumo.Split('\n').Single(line => line.StartsWith(@"\s(", StringComparison.Ordinal));
        Assert.Equal("1700000000", Regex.Match(raw, locator).Groups[1].Value);
    }

    [Fact]
    public void Sumo_Logic_finds_the_time_wherever_it_stands()
    {
        var locator = VendorFormat.ToSumo(Custom).Split('\n').Single(line => line.StartsWith("(?:^", StringComparison.Ordinal));
        foreach (var raw in new[] { "1700000060 10.0.0.1 1700000000 1234567890123", "{\"message\":\"1700000060 10.0.0.1 1700000000 1234567890123\"}" })
            Assert.Equal("1700000000", Regex.Match(raw, locator).Groups[1].Value);
        Assert.Contains("use the time of receipt", VendorFormat.ToSumo(FlowLogFormat.Parse("${srcaddr} ${bytes}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Vector_has_its_own_function_where_it_knows_the_fields()
    {
        Assert.Equal(". |= parse_aws_vpc_flow_log!(.message, format: \"end srcaddr start bytes\")", VendorFormat.ToVrl(Custom));
        var program = VendorFormat.ToVrl(FlowLogFormat.Parse("${srcaddr} ${bytes} ${resource-id}")).Split('\n');
        Assert.Equal(
            [
                "parts = split(string!(.message), \" \")",
                "assert!(length(parts) == 3, message: \"the line has another number of fields\")",
                "if parts[0] != \"-\" { .srcaddr = parts[0] }",
                "if parts[1] != \"-\" { .bytes = to_int!(parts[1]) }",
                "if parts[2] != \"-\" { .resource_id = parts[2] }",
            ],
            program);
    }

    [Fact]
    public void A_statement_has_the_columns_of_the_format()
    {
        var statement = VendorFormat.ToDdl(Custom);
        Assert.StartsWith("CREATE EXTERNAL TABLE", statement, StringComparison.Ordinal);
        var places = Custom.Fields.Select(field => statement.IndexOf($"`{field.Column}`", StringComparison.Ordinal)).ToList();
        Assert.All(places, place => Assert.True(place > 0));
        Assert.Equal(places.Order(), places);
    }

    static void AssertFound(FlowLogFormat format, Match match, bool hasMissing)
    {
        Assert.True(match.Success);
        var values = LineOf(format).Split(' ');
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(values[i] == "-" && !hasMissing ? "" : values[i], match.Groups[format.Fields[i].Column].Value);
    }
}
