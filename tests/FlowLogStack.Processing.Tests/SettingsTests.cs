using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void An_empty_environment_means_the_defaults()
    {
        var settings = Read();

        Assert.Equal(FlowLogFormat.Default, settings.Format);
        Assert.Null(settings.Endpoint);
        Assert.Null(settings.DestinationBucket);
        Assert.Null(settings.DeadLetterBucket);
        Assert.Equal(ActionFilter.All, settings.Action);
        Assert.Equal(1, settings.SampleOneIn);
        Assert.False(settings.Enrich);
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void Each_variable_is_its_own_setting()
    {
        (string, string)[] variables =
        [
            ("FLOW_LOG_FORMAT", "V3"), ("SUMO_ENDPOINT", "https://example.com/x"), ("DESTINATION_BUCKET", "lake"), ("DESTINATION_PREFIX", "out"),
            ("DESTINATION_FORMAT", "VPC-JSON"), ("FIREHOSE_FORMAT", "VPC-RAW"), ("DEAD_LETTER_BUCKET", "dead"), ("DEAD_LETTER_PREFIX", "letters"),
            ("DEAD_LETTER_QUEUE_URL", "https://sqs.example.com/q"), ("VPC_CIDR_PREFIX", "10."), ("ACTION_FILTER", "reject"), ("SAMPLE_ONE_IN", "7"),
            ("LOG_STREAM_PREFIX", "eni-0,,eni-1"), ("INCLUDE_LOG_INFO", "true"), ("INCLUDE_SECURITY_GROUP_INFO", "true"), ("INTERFACE_CACHE_SECONDS", "8"),
            ("AWS_REGION", "eu-west-1"), ("AWS_LAMBDA_FUNCTION_NAME", "f"), ("AWS_LAMBDA_LOG_GROUP_NAME", "g"), ("METRICS_NAMESPACE", "n"),
            ("ENDPOINT_SECRET_ARN", "arn:aws:secretsmanager:x"), ("LOG_FORMAT", "CORALOGIX"), ("CORALOGIX_APPLICATION", "a"), ("CORALOGIX_SUBSYSTEM", "s"),
            ("ENDPOINT_BATCH_BYTES", "1001"), ("ENDPOINT_BATCH_RECORDS", "1002"), ("ENDPOINT_CONCURRENCY", "9"), ("ENDPOINT_TIMEOUT_SECONDS", "11"),
            ("ENDPOINT_MAX_ATTEMPTS", "12"), ("COMPRESS_DATA", "false"), ("HEADER_STYLE", "none"), ("SOURCE_CATEGORY_OVERRIDE", "c"),
            ("SOURCE_HOST_OVERRIDE", "h"), ("SOURCE_NAME_OVERRIDE", "o"), ("SOURCE_FIELDS_OVERRIDE", "d"), ("SUMO_CLIENT_HEADER", "l"),
        ];
        var settings = Read(variables);
        var endpoint = settings.Endpoint!;

        Assert.Equal(FlowLogFormat.V3, settings.Format);
        Assert.Equal(("lake", "out/", RecordEncoding.VpcJson, RecordEncoding.VpcRaw),
            (settings.DestinationBucket, settings.DestinationPrefix, settings.DestinationEncoding, settings.FirehoseEncoding));
        Assert.Equal(("dead", "letters/", "https://sqs.example.com/q"), (settings.DeadLetterBucket, settings.DeadLetterPrefix, settings.DeadLetterQueueUrl));
        Assert.False(settings.InternalNetworks.IsEmpty);
        Assert.Equal((ActionFilter.Reject, 7, true, true, TimeSpan.FromSeconds(8)),
            (settings.Action, settings.SampleOneIn, settings.IncludeLogInfo, settings.Enrich, settings.InterfaceLifetime));
        Assert.Equal(["eni-0", "eni-1"], settings.LogStreamPrefixes);
        Assert.Equal(("eu-west-1", "f", "g", "n"), (settings.Region, settings.FunctionName, settings.OwnLogGroup, settings.MetricsNamespace));
        Assert.Equal(("https://example.com/x", "arn:aws:secretsmanager:x", RecordEncoding.Coralogix, true, "a", "s"), (endpoint.Url!.ToString(),
            endpoint.SecretArn, endpoint.Encoding, endpoint.Enriches, endpoint.CoralogixApplication, endpoint.CoralogixSubsystem));
        Assert.Equal((1001, 1002, 9, TimeSpan.FromSeconds(11), 12, false), (endpoint.BatchBytes, endpoint.BatchRecords, endpoint.Concurrency,
            endpoint.Timeout, endpoint.MaximumAttempts, endpoint.Compress));
        Assert.Equal((HeaderStyle.None, new RequestFacts("c", "h", "o", "d", "l")), (endpoint.HeaderStyle, endpoint.Facts));

        // Without its variable, or with an empty one, each has the default that the settings have.
        var absent = Read(("SUMO_ENDPOINT", "https://example.com/x"));
        var empty = Read([.. variables.Select(variable => variable.Item1)
            .Where(name => name is not "SUMO_ENDPOINT" && !name.EndsWith("_PREFIX", StringComparison.Ordinal)).Select(name => (name, "")),
            ("SUMO_ENDPOINT", "https://example.com/x"), ("VPC_CIDR_PREFIX", ""), ("LOG_STREAM_PREFIX", "")]);
        var defaults = new ProcessorSettings { Endpoint = new EndpointSettings { Url = new Uri("https://example.com/x") } };
        foreach (var read in (ProcessorSettings[])[absent, empty])
        {
            Assert.Empty(read.LogStreamPrefixes);
            Assert.Empty(read.Warnings);
            Assert.Equal(defaults with { LogStreamPrefixes = read.LogStreamPrefixes, Warnings = read.Warnings }, read);
        }
    }

    [Theory]
    [InlineData("v5")]
    [InlineData("${version} ${interface-id}")]
    public void The_format_is_a_preset_or_an_ec2_log_format(string text)
    {
        var expected = text == "v5" ? FlowLogFormat.V5 : FlowLogFormat.Of(FlowField.Version, FlowField.InterfaceId);

        Assert.Equal(expected, Read(("FLOW_LOG_FORMAT", text)).Format);
    }

    [Fact]
    public void The_format_may_have_fields_that_this_version_does_not_know()
    {
        var format = Read(("FLOW_LOG_FORMAT", "${bytes} ${new-count} ${new-id}"), ("FLOW_LOG_CUSTOM_FIELDS", "new-id:text, new-count:Counter")).Format;

        Assert.Equal([FieldKind.Counter, FieldKind.Counter, FieldKind.Text], format.Fields.Select(field => field.Kind));
    }

    [Fact]
    public void Only_the_very_word_true_switches_on()
    {
        Assert.True(Read(("INCLUDE_LOG_INFO", "true")).IncludeLogInfo);
        Assert.False(Read(("INCLUDE_LOG_INFO", "True")).IncludeLogInfo);
    }

    [Theory]
    [InlineData(null, "flow-logs/")]
    [InlineData("", "")]
    [InlineData("a/b", "a/b/")]
    [InlineData("a/b/", "a/b/")]
    public void A_prefix_ends_in_a_slash_and_an_empty_one_is_the_root(string? value, string expected) =>
        Assert.Equal(expected, (value is null ? Read() : Read(("DESTINATION_PREFIX", value))).DestinationPrefix);

    [Theory]
    [InlineData("FLOW_LOG_FORMAT", "${versoin}", "'versoin'")]
    [InlineData("FLOW_LOG_CUSTOM_FIELDS", "new-field", "as in 'new-field:Text'")]
    [InlineData("FLOW_LOG_CUSTOM_FIELDS", "new-field:Word", "one of Text, EncodedText")]
    [InlineData("FLOW_LOG_CUSTOM_FIELDS", "bytes:Number", "is a documented field")]
    [InlineData("LOG_FORMAT", "CSV", "VPC-RAW, VPC-JSON, FIELDS, CORALOGIX or Others")]
    [InlineData("SUMO_ENDPOINT", "http://collectors.example.com/x", "https")]
    [InlineData("SUMO_ENDPOINT", "collectors", "https://example.com/path")]
    [InlineData("ENDPOINT_SECRET_ARN", "my-secret", "arn:aws:secretsmanager")]
    [InlineData("VPC_CIDR_PREFIX", "10.0.0.5/16", "Use 10.0.0.0/16")]
    [InlineData("VPC_CIDR_PREFIX", "ten", "10.0.0.0/16")]
    [InlineData("VPC_CIDR_PREFIX", "0.0.0.0", "0.0.0.0/0")]
    [InlineData("ACTION_FILTER", "DENY", "ALL, ACCEPT, REJECT")]
    [InlineData("ACTION_FILTER", "1", "ALL, ACCEPT, REJECT")]
    [InlineData("SAMPLE_ONE_IN", "0", "from 1 to")]
    [InlineData("DESTINATION_FORMAT", "VPC-RAW", "FIELDS or VPC-JSON")]
    [InlineData("DESTINATION_PREFIX", "/a", "Use 'a'")]
    [InlineData("FIREHOSE_FORMAT", "XML", "FIELDS")]
    [InlineData("FIREHOSE_FORMAT", "CORALOGIX", "Use FIELDS")]
    [InlineData("DESTINATION_FORMAT", "CORALOGIX", "FIELDS or VPC-JSON")]
    [InlineData("DEAD_LETTER_QUEUE_URL", "letters", "URL")]
    [InlineData("INTERFACE_CACHE_SECONDS", "forever", "from 1 to 86400")]
    public void An_unusable_variable_is_refused_with_its_name_and_the_cure(string variable, string value, string cure)
    {
        var error = Assert.Throws<SettingsException>(() => Read((variable, value)));

        Assert.Equal(variable, error.Variable);
        Assert.Contains(variable, error.Message, StringComparison.Ordinal);
        Assert.Contains(cure, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ENDPOINT_BATCH_BYTES", "10")]
    [InlineData("ENDPOINT_CONCURRENCY", "65")]
    [InlineData("ENDPOINT_MAX_ATTEMPTS", "-1")]
    public void Numbers_of_the_endpoint_have_bounds(string variable, string value) =>
        Assert.Equal(variable, Assert.Throws<SettingsException>(() => Read(("SUMO_ENDPOINT", "https://example.com"), (variable, value))).Variable);

    [Fact]
    public void Bodies_for_Coralogix_have_at_most_two_megabytes()
    {
        (string, string)[] coralogix = [("SUMO_ENDPOINT", "https://example.com"), ("LOG_FORMAT", "CORALOGIX")];
        Assert.Equal(2_000_000, Read([.. coralogix, ("ENDPOINT_BATCH_BYTES", "2000000")]).Endpoint!.BatchBytes);
        var error = Assert.Throws<SettingsException>(() => Read([.. coralogix, ("ENDPOINT_BATCH_BYTES", "2000001")]));
        Assert.Equal("ENDPOINT_BATCH_BYTES '2000001' is more than the 2000000 bytes that the endpoint of LOG_FORMAT CORALOGIX accepts. Use 2000000 or less.",
            error.Message);
    }

    [Theory]
    [InlineData("VPC_CIDR_PREFIX", "10.", "srcaddr")]
    [InlineData("ACTION_FILTER", "REJECT", "${action}")]
    [InlineData("INCLUDE_SECURITY_GROUP_INFO", "true", "${interface-id}")]
    public void A_feature_whose_field_the_format_lacks_is_refused(string variable, string value, string field)
    {
        var error = Assert.Throws<SettingsException>(() => Read(("LOG_FORMAT", "FIELDS"), ("FLOW_LOG_FORMAT", "${version} ${bytes}"), (variable, value)));

        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sumo", "sumo")]
    [InlineData("SUMO", "sumo")]
    [InlineData("none", "none")]
    [InlineData(null, null)]
    [InlineData("", null)]
    public void The_header_style_is_a_name_in_any_case(string? text, string? style) =>
        Assert.Equal(style, Read(("SUMO_ENDPOINT", "https://example.com"), ("HEADER_STYLE", text ?? "")).Endpoint!.HeaderStyle?.Name);

    [Fact]
    public void An_unknown_header_style_is_refused_with_those_there_are()
    {
        var error = Assert.Throws<SettingsException>(() => Read(("SUMO_ENDPOINT", "https://example.com"), ("HEADER_STYLE", "splunk")));

        Assert.Equal("HEADER_STYLE", error.Variable);
        Assert.Contains("'splunk'", error.Message, StringComparison.Ordinal);
        Assert.All(HeaderStyle.All, style => Assert.Contains(style.Name, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Others")]
    [InlineData("VPC-RAW")]
    [InlineData("VPC-JSON")]
    [InlineData("FIELDS")]
    public void Without_a_header_style_it_is_sumos_for_the_url_of_sumo_endpoint_alone_whatever_the_encoding(string encoding)
    {
        var endpoint = Read(("SUMO_ENDPOINT", "https://example.com"), ("LOG_FORMAT", encoding)).Endpoint!;

        Assert.Same(HeaderStyle.Sumo, endpoint.StyleOf(isFromSecret: false));
        Assert.Same(HeaderStyle.None, endpoint.StyleOf(isFromSecret: true));
    }

    [Fact]
    public void Every_encoding_has_one_name_that_is_read_back_and_an_encoder()
    {
        Assert.Equal(Enum.GetValues<RecordEncoding>().Order(), EncodingName.All.Select(row => row.Encoding).Order());
        Assert.All(EncodingName.All, row => Assert.Equal(row.Encoding,
            Read(("SUMO_ENDPOINT", "https://example.com"), ("LOG_FORMAT", row.Name)).Endpoint!.Encoding));
        Assert.All(EncodingName.All.Where(row => row.MaximumBodyBytes is null), row =>
            Assert.Equal(row.Encoding, Read(("FIREHOSE_FORMAT", row.Name)).FirehoseEncoding));
        Assert.All(EncodingName.All, row => Assert.NotNull(LineEncoder.For(row.Encoding, new ProcessorSettings())));
    }

    [Fact]
    public void Every_header_of_every_style_has_a_value()
    {
        var facts = new RequestFacts("c", "h", "n", "f", "l");

        Assert.All(HeaderStyle.All.SelectMany(style => style.Headers), header => Assert.NotEmpty(facts.ValueOf(header.Fact, new LineOrigin("", "", ""))!));
    }

    [Fact]
    public void A_dead_letter_counts_as_at_least_one_parked_record()
    {
        var metrics = new RunMetrics();
        metrics.CountParked(0);
        metrics.CountParked(7);

        Assert.Equal(8, metrics.ParkedRecords);
    }

    [Fact]
    public void Dead_letters_and_records_may_not_share_a_prefix()
    {
        var error = Assert.Throws<SettingsException>(() =>
            Read(("DESTINATION_BUCKET", "b"), ("DEAD_LETTER_BUCKET", "b"), ("DESTINATION_PREFIX", "a/"), ("DEAD_LETTER_PREFIX", "a/dead")));

        Assert.Equal("DEAD_LETTER_PREFIX", error.Variable);
    }

    [Fact]
    public void The_value_of_an_endpoint_that_may_be_a_secret_is_never_shown()
    {
        var error = Assert.Throws<SettingsException>(() => Read(("SUMO_ENDPOINT", "http://collectors.example.com/receiver/TOKEN")));

        Assert.DoesNotContain("TOKEN", error.Message, StringComparison.Ordinal);
    }

    static ProcessorSettings Read(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        return SettingsReader.Read(name => environment.GetValueOrDefault(name));
    }
}
