using System.Reflection;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using FlowLogStack.Capture;
using FlowLogStack.Process;
using FlowLogStack.Processing;
using BucketOutput = FlowLogStack.Process.BucketOutput;
using EndpointOutput = FlowLogStack.Process.EndpointOutput;

namespace FlowLogStack.Constructs.Tests.Process;

/// <summary>The function reads all variables that the construct writes.</summary>
public sealed class ProcessorContractTests : ConstructTests
{
    EndpointOutput Endpoint =>
        new() { Secret = Secret.FromSecretCompleteArn(Stack, "Secret", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-AbCdEf") };

    /// <summary>Returns the settings that the function reads from the template.</summary>
    ProcessorSettings Read(FlowLogProcessorProps props)
    {
        new FlowLogProcessor(Stack, "Processor", props);
        var variables = Stack.Template().Only("AWS::Lambda::Function")["Environment"]!["Variables"]!.AsObject();
        // References are known only after deployment.
        return SettingsReader.Read(name => variables[name] switch
        {
            null => null,
            { } value when value.GetValueKind() is System.Text.Json.JsonValueKind.String => (string?)value,
            _ => name == ProcessorVariables.DeadLetterQueue ? "https://sqs.eu-west-1.amazonaws.com/111122223333/letters"
                : $"value-of-{name.ToLowerInvariant()}",
        });
    }

    [Fact]
    public void The_function_reads_every_property_that_has_a_variable()
    {
        var settings = Read(new FlowLogProcessorProps
        {
            Endpoint = Endpoint with { HeaderStyle = HeaderStyle.Sumo, Compress = false, SourceCategory = "net/flow", SourceHost = "vpc", SourceName = "flow",
                SourceFields = "team=network", SourceClient = "client" },
            Filter = new ProcessorFilter { LogStreamPrefixes = ["eni-0a", "eni-0b"] },
            Enrich = true,
            InterfaceCache = Duration.Minutes(1),
            IncludeLogInfo = true,
            MetricsNamespace = "Network/Forwarding",
        });

        Assert.False(settings.Endpoint!.Compress);
        Assert.Equal(["eni-0a", "eni-0b"], settings.LogStreamPrefixes);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.InterfaceLifetime);
        Assert.True(settings.IncludeLogInfo);
        Assert.Equal("Network/Forwarding", settings.MetricsNamespace);
        var variables = Stack.Template().Only("AWS::Lambda::Function")["Environment"]!["Variables"]!;
        Assert.Equal(
            ["net/flow", "vpc", "flow", "team=network", "client"],
            new[] { ProcessorVariables.CategoryOverride, ProcessorVariables.HostOverride, ProcessorVariables.NameOverride, ProcessorVariables.FieldsOverride,
                ProcessorVariables.Client }.Select(name => (string?)variables[name]));
    }

    [Fact]
    public void Every_variable_that_the_function_reads_is_set_by_a_property()
    {
        // Set by Lambda, of another way to name the endpoint, or without effect.
        string[] others = [ProcessorVariables.Region, ProcessorVariables.FunctionName, ProcessorVariables.OwnLogGroup, ProcessorVariables.SumoEndpoint,
            ProcessorVariables.TextEncoding];
        var names = typeof(ProcessorVariables).GetFields().Where(field => !field.Name.StartsWith("Default", StringComparison.Ordinal)
            && field.Name != nameof(ProcessorVariables.Handler))
            .Select(field => field.GetValue(null) is NumberVariable number ? number.Name : (string)field.GetValue(null)!).Except(others)
            .Order(StringComparer.Ordinal);
        new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps
        {
            Format = FlowLogFormat.Parse("${version} ${interface-id} ${srcaddr} ${dstaddr} ${action} ${new-field}",
                [FlowField.Custom("new-field", FieldKind.Text)]),
            Endpoint = Endpoint with { Encoding = RecordEncoding.Coralogix, CoralogixApplication = "f", CoralogixSubsystem = "g",
                HeaderStyle = HeaderStyle.Sumo, Compress = false, SourceCategory = "a", SourceHost = "b", SourceName = "c", SourceFields = "d",
                    SourceClient = "e" },
            Destination = new BucketOutput { Bucket = new Amazon.CDK.AWS.S3.Bucket(Stack, "Lake") },
            Filter = new ProcessorFilter { LogStreamPrefixes = ["eni-0a"], InternalNetworks = ["10.0.0.0/8"], Action = TrafficType.Reject, SampleOneIn = 2 },
            Enrich = true,
            InterfaceCache = Duration.Minutes(1),
            IncludeLogInfo = true,
            MetricsNamespace = "Network",
        });
        Assert.Equal(names, Stack.Template().Only("AWS::Lambda::Function")["Environment"]!["Variables"]!.AsObject().Select(variable => variable.Key)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alarms_watch_the_metrics_of_the_namespace_that_was_chosen()
    {
        new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { Endpoint = Endpoint, MetricsNamespace = "Network/Forwarding" });
        Stack.Template().Has("AWS::CloudWatch::Alarm", """{ "Namespace": "Network/Forwarding", "MetricName": "ParkedRecords" }""");
        Assert.DoesNotContain("\"FlowLogStack\"", Stack.Template().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_values_of_variables_that_would_have_no_effect()
    {
        var endpoint = Endpoint;
        var number = 0;
        Assert.Contains("Set HeaderStyle to HeaderStyle.Sumo", Refusal(new() { Endpoint = endpoint with { SourceCategory = "a" } }));
        foreach (var value in new[] { "a\nb", "a\n", "none", " a", "", "Zürich", "日本", new string('x', 513) })
            Assert.Contains("is not a valid header value", Refusal(new() { Endpoint = endpoint with { HeaderStyle = HeaderStyle.Sumo, SourceName = value } }));
        Assert.Contains("Set Encoding to RecordEncoding.Coralogix", Refusal(new() { Endpoint = endpoint with { CoralogixSubsystem = "a" } }));
        foreach (var value in new[] { "", " a", "a\n", new string('x', 256) })
            Assert.Contains("Use 1 to 255 characters", Refusal(new() { Endpoint = endpoint with { Encoding = RecordEncoding.Coralogix,
                CoralogixApplication = value } }));
        Assert.Contains("accepts 2000000 bytes", Refusal(new() { Endpoint = endpoint with { Encoding = RecordEncoding.Coralogix, BatchBytes = 2_000_001 } }));
        Assert.Contains("which Firehose does not accept. Use Fields.", Refusal(new() { Endpoint = endpoint, FirehoseEncoding = RecordEncoding.Coralogix }));
        Assert.Contains("is not JSON lines", Refusal(new() { Destination = new BucketOutput { Bucket = new Amazon.CDK.AWS.S3.Bucket(Stack, "Lake"),
            Encoding = RecordEncoding.Coralogix } }));
        Assert.Contains("without commas", Refusal(new() { Endpoint = endpoint, Filter = new ProcessorFilter { LogStreamPrefixes = ["a,b"] } }));
        Assert.Contains("not beginning with AWS/", Refusal(new() { Endpoint = endpoint, MetricsNamespace = "AWS/Lambda" }));
        Assert.Contains("from 1 to 86400", Refusal(new() { Endpoint = endpoint, InterfaceCache = Duration.Days(2) }));

        string Refusal(FlowLogProcessorProps props) => Assert.Throws<ArgumentException>(() =>
            new FlowLogProcessor(Stack, $"Processor{++number}", props)).Message;
    }

    public static TheoryData<string, RecordEncoding> StylesAndEncodings
    {
        get
        {
            var data = new TheoryData<string, RecordEncoding>();
            foreach (var style in HeaderStyle.All)
            {
                foreach (var encoding in Enum.GetValues<RecordEncoding>())
                    data.Add(style.Name, encoding);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(StylesAndEncodings))]
    public void The_function_reads_the_header_style_and_the_encoding_that_were_chosen(string style, RecordEncoding encoding)
    {
        // Firehose accepts lines alone.
        var firehose = encoding is RecordEncoding.Coralogix ? RecordEncoding.VpcRaw : encoding;
        var settings = Read(new FlowLogProcessorProps { Endpoint = Endpoint with { HeaderStyle = HeaderStyle.Find(style)!, Encoding = encoding },
            FirehoseEncoding = firehose });

        Assert.Same(HeaderStyle.Find(style), settings.Endpoint!.HeaderStyle);
        Assert.Equal(encoding, settings.Endpoint.Encoding);
        Assert.Equal(firehose, settings.FirehoseEncoding);
    }

    [Theory]
    [InlineData(RecordEncoding.Fields)]
    [InlineData(RecordEncoding.VpcJson)]
    [InlineData(RecordEncoding.VpcRaw)]
    [InlineData(RecordEncoding.Others)]
    [InlineData(RecordEncoding.Coralogix)]
    public void The_header_style_is_written_always_and_is_none_by_default_whatever_the_encoding(RecordEncoding encoding)
    {
        new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { Endpoint = Endpoint with { Encoding = encoding } });

        Assert.Equal("none", (string?)Stack.Template().Only("AWS::Lambda::Function")["Environment"]!["Variables"]!["HEADER_STYLE"]);
    }

    [Fact]
    public void The_function_reads_everything_that_the_construct_was_told()
    {
        var format = FlowLogFormat.V5.With(FlowField.Custom("new-id", FieldKind.Text), FlowField.Custom("new-count", FieldKind.Counter));
        var settings = Read(new FlowLogProcessorProps
        {
            Format = format,
            Endpoint = Endpoint with { Encoding = RecordEncoding.VpcJson, BatchBytes = 5_000, BatchRecords = 50, Concurrency = 7,
                Timeout = Duration.Seconds(3), MaximumAttempts = 2 },
            Destination = new BucketOutput { Bucket = new Bucket(Stack, "Lake"), Prefix = "a/b", Encoding = RecordEncoding.Others },
            FirehoseEncoding = RecordEncoding.VpcRaw,
            Filter = new ProcessorFilter { InternalNetworks = ["10.8.0.0/16", "fd00::/8"], Action = TrafficType.Reject, SampleOneIn = 10 },
            Enrich = true,
        });

        Assert.Equal(format, settings.Format);
        var endpoint = settings.Endpoint!;
        Assert.Equal((5_000, 50, 7, TimeSpan.FromSeconds(3), 2),
            (endpoint.BatchBytes, endpoint.BatchRecords, endpoint.Concurrency, endpoint.Timeout, endpoint.MaximumAttempts));
        Assert.Equal(("a/b/", RecordEncoding.Others), (settings.DestinationPrefix, settings.DestinationEncoding));
        Assert.Equal("dead-letters/", settings.DeadLetterPrefix);
        Assert.Equal((ActionFilter.Reject, 10, true, false), (settings.Action, settings.SampleOneIn, settings.Enrich, settings.InternalNetworks.IsEmpty));
        Assert.Empty(settings.Warnings);
        Assert.Equal(["EndpointOutput", "BucketOutput"], OutputSet.Of(settings, Carriers.Nowhere).Select(output => output.GetType().Name));
    }

    [Fact]
    public void Without_a_choice_the_function_reads_its_own_defaults()
    {
        var settings = Read(new FlowLogProcessorProps { Endpoint = Endpoint });
        var absent = SettingsReader.Read(name => name == "ENDPOINT_SECRET_ARN" ? "arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-AbCdEf" : null);

        Assert.Equal(absent.Endpoint! with { Encoding = RecordEncoding.Fields, HeaderStyle = HeaderStyle.None }, settings.Endpoint);
        Assert.Equal(absent with { Endpoint = null, DeadLetterBucket = null, DeadLetterQueueUrl = null, Warnings = [] },
            settings with { Endpoint = null, DeadLetterBucket = null, DeadLetterQueueUrl = null, Warnings = absent.Warnings is [] ? [] : settings.Warnings });
    }

    [Theory]
    [InlineData("BatchBytes", 999)]
    [InlineData("BatchBytes", 20_000_001)]
    [InlineData("BatchRecords", 0)]
    [InlineData("Concurrency", 65)]
    [InlineData("Timeout", 601)]
    [InlineData("MaximumAttempts", 0)]
    public void Refuses_a_number_with_which_the_function_would_not_start(string property, int value)
    {
        var endpoint = property switch
        {
            "BatchBytes" => Endpoint with { BatchBytes = value },
            "BatchRecords" => Endpoint with { BatchRecords = value },
            "Concurrency" => Endpoint with { Concurrency = value },
            "Timeout" => Endpoint with { Timeout = Duration.Seconds(value) },
            _ => Endpoint with { MaximumAttempts = value },
        };
        var message = Assert.Throws<ArgumentException>(() => new FlowLogProcessor(Stack, "Processor",
            new FlowLogProcessorProps { Endpoint = endpoint })).Message;

        Assert.Contains($"The endpoint's {property}", message, StringComparison.Ordinal);
        Assert.Contains($"but is {value}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_durations_that_are_not_whole_seconds()
    {
        Assert.Contains("The endpoint's Timeout in seconds must be a whole number from 1 to 600, but is 1.5.", Error(new FlowLogProcessorProps
        {
            Endpoint = Endpoint with { Timeout = Duration.Millis(1500) },
        }), StringComparison.Ordinal);
        Assert.Contains("The processor's InterfaceCache in seconds must be a whole number", Error(new FlowLogProcessorProps
        {
            InterfaceCache = Duration.Millis(1500),
        }), StringComparison.Ordinal);
        Assert.Contains("The function's timeout of 1.5 s is not valid in Lambda.", Error(new FlowLogProcessorProps { Timeout = Duration.Millis(1500) }),
            StringComparison.Ordinal);
        Assert.Contains("The function's timeout of 901 s is not valid in Lambda. Use whole seconds, 1 to 900.", Error(new FlowLogProcessorProps
        {
            Timeout = Duration.Seconds(901),
        }), StringComparison.Ordinal);

        string Error(FlowLogProcessorProps props)
        {
            Stack.Node.TryRemoveChild("Processor");
            return Assert.Throws<ArgumentException>(() => new FlowLogProcessor(Stack, "Processor", props)).Message;
        }
    }

    [Fact]
    public void Refuses_a_sample_of_none() =>
        Assert.Contains("SampleOneIn", Assert.Throws<ArgumentException>(() =>
            new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { Filter = new ProcessorFilter { SampleOneIn = 0 } })).Message,
                StringComparison.Ordinal);

    [Fact]
    public void The_readme_of_the_function_explains_every_variable_of_the_contract()
    {
        var readme = File.ReadAllText(Repository.PathOf("lambda", "FlowLogStack.Processor", "README.md"));
        var fields = typeof(ProcessorVariables).GetFields(BindingFlags.Public | BindingFlags.Static);
        var names = fields.Where(field => field.IsLiteral && !field.Name.StartsWith("Default", StringComparison.Ordinal)
            && field.Name != nameof(ProcessorVariables.Handler)).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(fields.Select(field => field.GetValue(null)).OfType<NumberVariable>().Select(variable => variable.Name))
            .Where(name => !name.StartsWith("AWS_", StringComparison.Ordinal));

        Assert.All(names, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
        Assert.All(HeaderStyle.All, style => Assert.Contains($"`{style}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_handler_is_the_assembly_that_is_shipped() =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "processor", "x86_64", ProcessorVariables.Handler + ".dll")));

    [Fact]
    public void The_function_publishes_the_metrics_that_alarms_and_dashboards_read()
    {
        var published = EmbeddedMetrics.OfFunction.Select(metric => metric.Name).Concat(EmbeddedMetrics.OfDirection.Select(metric => metric.Name))
            .Append(EmbeddedMetrics.Latency);
        string[] others = [nameof(ProcessorMetrics.DefaultNamespace), nameof(ProcessorMetrics.FunctionDimension), nameof(ProcessorMetrics.DirectionDimension),
            nameof(ProcessorMetrics.SecurityGroupMember), nameof(ProcessorMetrics.Inbound), nameof(ProcessorMetrics.Outbound),
            nameof(ProcessorMetrics.Internal), nameof(ProcessorMetrics.Unknown)];

        Assert.Equal(
            typeof(ProcessorMetrics).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => !others.Contains(field.Name))
                .Select(field => (string)field.GetRawConstantValue()!).Order(),
            published.Order());
    }
}
