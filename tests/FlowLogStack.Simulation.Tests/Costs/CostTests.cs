using System.Text;
using System.Text.Json;
using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.PricedTemplates;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Cost estimates, compared with costs calculated by hand.</summary>
public sealed class CostTests
{
    [Fact]
    public void The_web_server_of_the_lab_is_priced()
    {
        var file = Testing.Repository.PathOf("tests", "FlowLogStack.App.Tests", "Snapshots", "web-server.template.json");
        using var estimator = new CostEstimator(File.ReadAllText(file), file);
        var estimate = estimator.Finish();
        Assert.Equal(
            [("Instances", 1m, 7.592m), ("Public IPv4 addresses", 1m, 3.65m), ("Volumes", 8m, 0.64m)],
            estimate.Items.Where(item => item.LogicalId.StartsWith("WebServer", StringComparison.Ordinal)).Select(item => (item.Kind, item.Quantity,
                item.Dollars)));
        Assert.DoesNotContain(estimate.NotPriced, resource => resource.Type == "AWS::EC2::Instance");
    }

    [Fact]
    public void An_instance_of_another_type_is_not_priced()
    {
        using var estimator =
            new CostEstimator("""{ "Resources": { "Host": { "Type": "AWS::EC2::Instance", "Properties": { "InstanceType": "m7i.large" } } } }""", "t.json");
        var estimate = estimator.Finish();
        Assert.DoesNotContain(estimate.Items, item => item.LogicalId == "Host");
        Assert.Equal("of instances, only the type t3.micro is priced", Assert.Single(estimate.NotPriced).Reason);
    }

    [Fact]
    public void The_line_of_these_tests_has_105_bytes() => Assert.All(["443", "222"], port => Assert.Equal(105, Line(0, port).Length));

    [Fact]
    public void An_hour_is_730_times_as_much_in_a_month()
    {
        var estimate = Of(ToLogGroup("Flow", "Group") + "," + LogGroup("Group", """ "RetentionInDays": 365 """), AnHour());
        Assert.Equal((60, 43_800m), (estimate.Records, estimate.RecordsPerMonth));
        var delivery = Item(estimate, "Delivery to CloudWatch Logs");
        Assert.Equal(("Flow", "Group", "GB", false), (delivery.LogicalId, delivery.Name, delivery.Unit, delivery.IsFixed));
        Assert.Equal(Math.Round(60 * 105 * 730 / Gigabyte, 12), Math.Round(delivery.Quantity, 12));
        Assert.Equal(Math.Round(60 * 105 * 730 / Gigabyte * 0.50m, 12), Math.Round(delivery.Dollars, 12));
        // 365 days are twelve months of 730 hours; similar lines compress to a much smaller size.
        var storage = Item(estimate, "Log storage");
        Assert.InRange(storage.Quantity / (delivery.Quantity * 12), 0.02m, 0.5m);
        Assert.Equal(storage.Quantity * 0.03m, storage.Dollars);
        Assert.Contains(estimate.Notes, note => note.Contains("span 1 h: a month is taken for 730 times that", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sample_of_less_than_an_hour_has_its_length_in_minutes() =>
        Assert.Contains(Of(ToLogGroup("Flow", "Group") + "," + LogGroup("Group", ""), [.. AnHour().Take(5)]).Notes,
            note => note.Contains("span 5 min: a month is taken for 8760 times that", StringComparison.Ordinal));

    [Theory]
    [InlineData(10_240, 5_120)]
    [InlineData(40_960, 11_264)]
    [InlineData(61_440, 12_800)]
    public void More_costs_less_by_the_gigabyte(int gigabytes, int dollars)
    {
        var estimate = Of(ToLogGroup("Flow", "Group") + "," + LogGroup("Group", ""), AnHour(), gigabytes * Gigabyte / 105);
        Assert.Equal(dollars, Math.Round(Item(estimate, "Delivery to CloudWatch Logs").Dollars, 6));
        Assert.Null(estimate.From);
    }

    [Fact]
    public void Tiers_go_on_from_one_flow_log_to_the_next()
    {
        var estimate = Of($"{ToLogGroup("One", "Group")},{ToLogGroup("Other", "Group")},{LogGroup("Group", "")}", AnHour(), 10_240 * Gigabyte / 105);
        Assert.Equal([5_120m, 2_560m], estimate.Items.Where(item => item.Kind == "Delivery to CloudWatch Logs").Select(item => Math.Round(item.Dollars, 6)));
    }

    [Fact]
    public void A_class_for_infrequent_access_costs_half()
    {
        var estimate = Of(ToLogGroup("Flow", "Group") + "," + LogGroup("Group", """ "LogGroupClass": "INFREQUENT_ACCESS" """), AnHour(),
            1_024 * Gigabyte / 105);
        Assert.Equal(256, Math.Round(Item(estimate, "Delivery to CloudWatch Logs").Dollars, 6));
    }

    [Fact]
    public void A_bucket_has_delivery_conversion_and_what_is_kept_in_it()
    {
        const string Bucket =
            """
                "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "LifecycleConfiguration": { "Rules": [{ "Status": "Enabled", "ExpirationInDays": 73 },
                  { "Status": "Disabled", "ExpirationInDays": 9999 }] } } }
                """;
        var text = Of(ToBucket("Flow") + "," + Bucket, AnHour(), 100 * Gigabyte / 106);
        Assert.Equal(25, Math.Round(Item(text, "Delivery to S3").Dollars, 6));
        Assert.DoesNotContain(text.Items, item => item.Kind == "Conversion to Parquet");
        Assert.Empty(text.Notes);
        // 73 days are 2.4 months of 730 hours.
        var kept = Item(text, "S3 storage");
        Assert.InRange(kept.Quantity / 240, 0.02m, 0.5m);
        Assert.Equal(kept.Quantity * 0.023m, kept.Dollars);

        var parquet = Of(ToBucket("Flow",
            """, "DestinationOptions": { "FileFormat": "parquet", "HiveCompatiblePartitions": false, "PerHourPartition": false } """) + "," + Bucket, AnHour(),
                100 * Gigabyte / 106);
        Assert.Equal(3.5m, Math.Round(Item(parquet, "Conversion to Parquet").Dollars, 6));
        Assert.Equal(Math.Round(kept.Quantity * 0.71m, 6), Math.Round(Item(parquet, "S3 storage").Quantity, 6));
    }

    [Fact]
    public void Each_flow_log_delivers_its_own_fields_and_actions()
    {
        var narrow = FlowLog("Narrow", """ "LogGroupName": "elsewhere", "LogFormat": "${srcaddr} ${action}" """)
            .Replace("\"ALL\"", "\"REJECT\"", StringComparison.Ordinal);
        var estimate = Of(narrow, [.. AnHour(), Line(60, "222", "REJECT")]);
        // "10.0.0.1 REJECT" has 15 bytes; it is one record in 61 minutes.
        Assert.Equal(Math.Round(15 * 730 / (61 / 60m) / Gigabyte, 12), Math.Round(Item(estimate, "Delivery to CloudWatch Logs").Quantity, 12));
        Assert.Contains(estimate.Notes, note => note.StartsWith("The retention of elsewhere, to which Narrow delivers, is not in this template",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_that_are_no_records_have_no_time_to_reckon_with()
    {
        var estimate = Of(ToLogGroup("Flow", "Group") + "," + LogGroup("Group", ""), ["no", "records"]);
        Assert.Equal((0, 2, 0m), (estimate.Records, estimate.RejectedLines, estimate.Total));
        Assert.Contains("None of the lines has a time, so the number of records in a month is unknown. Use --rate.", estimate.Notes);
    }

    [Fact]
    public void A_metric_costs_by_the_hours_in_which_it_has_data()
    {
        // Two hours with rejects only in the first.
        string[] lines = [.. Enumerable.Range(0, 120).Select(minute => Line(minute)), Line(5, "222", "REJECT"), Line(6, "222", "REJECT")];
        var rejects = $"[{Fields.Replace("action", "action=REJECT", StringComparison.Ordinal)}]";
        var estimate = Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{Filter("Sparse", rejects)},"
            + $"{Filter("Steady", rejects, """, "DefaultValue": 0 """)}", lines);
        Assert.Equal([("N / Steady", 0.30m, true), ("N / Sparse", 0.15m, false)], estimate.Items.Where(item => item.Kind == "Custom metrics")
            .Select(item => (item.Name, item.Dollars, item.IsFixed)));
    }

    [Fact]
    public void Hours_with_data_count_once_in_any_order_and_an_event_without_a_value_is_no_data()
    {
        // Four hours, whose lines alternate. The first match of each of the first two hours has no bytes, so no value.
        var rejects = $"[{Fields.Replace("action", "action=REJECT", StringComparison.Ordinal)}]";
        string[] lines = [.. Enumerable.Range(0, 60).SelectMany(minute => Enumerable.Range(0, 4).Select(hour => Line(minute + (60 * hour)))),
            .. Enumerable.Range(1, 3).SelectMany(_ => new[] { 5, 65, 6, 66 }).Select(minute => Line(minute, "222", "REJECT"))];
        string[] withoutBytes = [.. lines[..^12], .. lines[^12..].Select((line, index) => index is 0 or 1 or 3 or 5 or 7 or 9 or 11
            ? string.Join(' ', line.Split(' ').Select((value, field) => field == 9 ? "-" : value)) : line)];
        var filter = Filter("Bytes", rejects).Replace("\"MetricValue\": \"1\"", "\"MetricValue\": \"$bytes\"", StringComparison.Ordinal);
        decimal Dollars(string[] read) => Item(Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{filter}", read), "Custom metrics").Dollars;
        Assert.Equal((0.15m, 0.075m), (Dollars(lines), Dollars(withoutBytes)));
    }

    [Fact]
    public void Each_combination_of_dimensions_is_a_metric()
    {
        string[] lines = [.. AnHour(), Line(1, "222", "REJECT"), Line(2, "853", "REJECT"), Line(3, "222", "REJECT")];
        const string Dimensions = """, "Dimensions": [{ "Key": "Port", "Value": "$dstport" }, { "Key": "Action", "Value": "$action" }] """;
        var estimate = Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{Filter("ByPort", $"[{Fields}]", Dimensions)}", lines);
        var metric = Item(estimate, "Custom metrics");
        Assert.Equal((3m, 0.90m, false), (metric.Quantity, metric.Dollars, metric.IsFixed));
    }

    [Fact]
    public void What_the_records_do_not_reach_is_priced_as_if_it_had_data_all_the_time()
    {
        var elsewhere = Filter("Elsewhere", $"[{Fields}]").Replace("\"Ref\": \"Group\"", "\"Ref\": \"Other\"", StringComparison.Ordinal);
        const string body = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["Other"],"LogFormat":"CLF","Fields":{"4":"s"}"""
            + ""","Contribution":{"Keys":["s"],"Filters":[]},"AggregateOn":"Count"}""";
        var rule = $$"""
            "Rule": { "Type": "AWS::CloudWatch::InsightRule",
              "Properties": { "RuleName": "R", "RuleState": "ENABLED",
                "RuleBody": {{JsonSerializer.Serialize(body)}} } }
            """;
        var estimate = Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{LogGroup("Other", "")},{elsewhere},{rule}", AnHour());
        var metric = Item(estimate, "Custom metrics");
        Assert.Equal((1m, 0.30m, true), (metric.Quantity, metric.Dollars, metric.IsFixed));
        Assert.Contains(estimate.Notes, note => note.EndsWith("so it is priced as if it had data all the time.", StringComparison.Ordinal));
        Assert.Equal(0.50m, Item(estimate, "Contributor Insights rules").Dollars);
        Assert.Contains(estimate.Notes, note => note.EndsWith("so what it matches is not priced.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_default_of_any_filter_is_data_for_the_metric_they_share()
    {
        var rejects = $"[{Fields.Replace("action", "action=REJECT", StringComparison.Ordinal)}]";
        var second = Filter("Again", rejects, """, "DefaultValue": 0 """)
            .Replace("\"MetricName\": \"Again\"", "\"MetricName\": \"First\"", StringComparison.Ordinal);
        Assert.Equal(0.30m, Item(Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{Filter("First", rejects)},{second}",
            AnHour()), "Custom metrics").Dollars);
    }

    [Fact]
    public void Several_filters_into_one_metric_are_one()
    {
        var second = Filter("Again", $"[{Fields}]").Replace("\"MetricName\": \"Again\"", "\"MetricName\": \"First\"", StringComparison.Ordinal);
        var estimate = Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{Filter("First", $"[{Fields}]")},{second}", AnHour());
        Assert.Equal(0.30m, Item(estimate, "Custom metrics").Dollars);
    }

    [Fact]
    public void What_watches_is_counted_in_the_template()
    {
        var estimate = Of("""
            "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Namespace": "N", "MetricName": "M", "Statistic": "Sum", "Period": 60,
              "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold" } },
            "Ratio": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold",
              "Metrics": [
              { "Id": "a", "ReturnData": false, "MetricStat": { "Stat": "Sum", "Period": 60, "Metric": { "Namespace": "N", "MetricName": "M" } } },
              { "Id": "b", "ReturnData": false, "MetricStat": { "Stat": "Sum", "Period": 60, "Metric": { "Namespace": "N", "MetricName": "O" } } },
              { "Id": "c", "Expression": "a / b" } ] } },
            "Band": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanUpperThreshold",
              "ThresholdMetricId": "band", "Metrics": [
              { "Id": "m", "MetricStat": { "Stat": "Sum", "Period": 60, "Metric": { "Namespace": "N", "MetricName": "M" } } },
              { "Id": "band", "Expression": "ANOMALY_DETECTION_BAND(m, 2)" } ] } },
            "Both": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmRule": "ALARM(\"A\") OR ALARM(\"Ratio\")" } },
            "Board": { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardBody": "{\"widgets\":[]}" } },
            "Key": { "Type": "AWS::KMS::Key", "Properties": {} },
            "Secret": { "Type": "AWS::SecretsManager::Secret", "Properties": {} },
            "Topic": { "Type": "AWS::SNS::Topic", "Properties": {} },
            "Function": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "other" } },
            "Objects": { "Type": "AWS::Events::Rule", "Properties": { "EventPattern": { "source": ["aws.s3"], "detail-type": ["Object Created"] } } },
            "Changes": { "Type": "AWS::Events::Rule", "Properties": { "EventPattern": { "source": ["aws.ec2"] } } },
            "Strange": { "Type": "AWS::Nope::Thing", "Properties": {} }
            """, []);
        Assert.Equal(
            [("Dashboards", 3.00m), ("Customer managed keys", 1.00m), ("Composite alarms", 0.50m), ("Secrets", 0.40m), ("Anomaly alarms", 0.30m),
                ("Alarms", 0.30m)],
            estimate.Items.GroupBy(item => item.Kind).Select(kind => (kind.Key, kind.Sum(item => item.Dollars))).OrderByDescending(kind => kind.Item2)
                .ThenByDescending(kind => kind.Key, StringComparer.Ordinal));
        Assert.Equal((5.50m, 5.50m), (estimate.Total, estimate.Fixed));
        Assert.Equal([("Function", "AWS::Lambda::Function"), ("Objects", "AWS::Events::Rule"), ("Strange", "AWS::Nope::Thing")],
            estimate.NotPriced.Select(resource => (resource.LogicalId, resource.Type)));
        Assert.Contains("about 1 USD for a million objects", estimate.NotPriced.Single(resource => resource.LogicalId == "Objects").Reason);
        Assert.Contains("The input contains no record, so only costs without traffic are estimated.", estimate.Notes);
    }

    [Fact]
    public void An_enabler_has_no_metrics_of_a_processor_and_is_not_priced()
    {
        const string Enabler = """
            "Enabler": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "FlowLogStack.Processor",
              "Environment": { "Variables": { "ENABLER_FLOW_LOGS": { "Fn::Join": ["", ["{", { "Ref": "Unknown" }, "}"]] } } } } }
            """;
        var estimate = Of(Enabler, AnHour());
        Assert.Empty(estimate.Items);
        Assert.Equal(("Enabler", "it costs by the invocation, and its metrics by the hours in which it runs"),
            (Assert.Single(estimate.NotPriced).LogicalId, estimate.NotPriced[0].Reason));
    }

    [Fact]
    public void Flow_logs_with_the_same_records_are_measured_once_and_cost_what_they_cost_alone()
    {
        string[] deliveries =
            [ToLogGroup("Flow", "Group"), ToBucket("Kept"), ToLogGroup("Rejects", "Group").Replace("ALL", "REJECT", StringComparison.Ordinal)];
        string[] lines = [.. AnHour(), .. Enumerable.Range(0, 20).Select(minute => Line(minute, "22", "REJECT")), "malformed"];
        List<(string?, string, decimal, decimal)> Deliveries(string resources, int meters)
        {
            using var estimator = new CostEstimator($$"""{ "Resources": { {{resources}},{{LogGroup("Group", "")}} } }""", "t", format: FlowLogFormat.Default);
            Assert.Equal(meters, Assert.Single(CostEstimator.Sinks([estimator]).OfType<DeliveryMeters>()).Count);
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            CostEstimator.Read(file, "test.log", [estimator]);
            return [.. estimator.Finish().Items.Where(item => item.Kind.StartsWith("Delivery", StringComparison.Ordinal))
                .Select(item => ((string?)item.LogicalId, item.Kind, item.Quantity, item.Dollars)).Order()];
        }

        var together = Deliveries(string.Join(',', deliveries), meters: 2);
        Assert.Equal(3, together.Count);
        Assert.Equal(deliveries.SelectMany(delivery => Deliveries(delivery, meters: 1)).Order(), together);
    }

    [Fact]
    public void A_rule_costs_by_itself_and_by_the_events_that_it_matches()
    {
        const string body = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["Group"],"LogFormat":"CLF","""
            + """ "Fields":{"4":"srcaddr","13":"action"},"Contribution":{"Keys":["srcaddr"],"Filters":[{"Match":"action","In":["REJECT"]}]}"""
            + ""","AggregateOn":"Count"}""";
        var rule = $$"""
            "Rule": { "Type": "AWS::CloudWatch::InsightRule",
              "Properties": { "RuleName": "Rejects", "RuleState": "ENABLED",
                "RuleBody": {{JsonSerializer.Serialize(body)}} } }
            """;
        string[] lines = [.. AnHour(), .. Enumerable.Range(0, 20).Select(minute => Line(minute, "222", "REJECT"))];
        var estimate = Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{rule}", lines, 400_000_000);
        Assert.Equal(0.50m, Item(estimate, "Contributor Insights rules").Dollars);
        // A quarter of the records are rejects: 100 million of 400.
        var events = Item(estimate, "Contributor Insights events");
        Assert.Equal((100m, 2.00m), (events.Quantity, events.Dollars));
    }

    [Fact]
    public void A_processor_publishes_metrics_of_its_own()
    {
        const string Function =
            """
                "Function": { "Type": "AWS::Lambda::Function",
                  "Properties": { "Handler": "FlowLogStack.Processor",
                    "Environment": { "Variables": { "SUMO_ENDPOINT": "https://example.com/x", "METRICS_NAMESPACE": "Mine" } } } }
                """;
        var metrics = Item(Of(Function, AnHour()), "Custom metrics");
        // Twelve of the function, the latency of its deliveries, and four of the unknown direction.
        Assert.Equal(("Mine of Function", 17m, 5.10m, true), (metrics.Name, metrics.Quantity, metrics.Dollars, metrics.IsFixed));
    }

    [Theory]
    [InlineData("lab", 1.40)]
    [InlineData("transit-gateway", 0)]
    public void The_examples_cost_without_traffic_what_is_written_of_them(string example, double dollars)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Snapshots", $"{example}.template.json");
        using var estimator = new CostEstimator(File.ReadAllText(file), file);
        Assert.Equal((decimal)dollars, estimator.Finish().Fixed);
    }

    [Fact]
    public void Prices_can_be_others()
    {
        var prices = PriceList.Parse("""
            { "metric": 0.2, "deliveryToLogGroup": [{ "gigabytes": 1, "dollars": 1 }, { "dollars": 0.5 }], "deliveryToBucket": 0.1 }
            """, "prices.json");
        var estimate = Of($"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},{Filter("All", $"[{Fields}]")}", AnHour(), 3 * Gigabyte / 105, prices);
        Assert.Equal(2.0m, Math.Round(Item(estimate, "Delivery to CloudWatch Logs").Dollars, 6));
        Assert.Equal(0.2m, Item(estimate, "Custom metrics").Dollars);
        Assert.Equal(new PriceTier(null, 0.1m), Assert.Single(prices.DeliveryToBucket));
        Assert.Equal(PriceList.Default.Key, prices.Key);
        Assert.Equal(0.30m, PriceList.Default.Metric);
    }

    [Theory]
    [InlineData("""{ "metrics": 1 }""", "p: 'metrics' is not a known price. Did you mean 'metric'?")]
    [InlineData("""{ "metric": "1" }""", "p: metric is \"1\", and must be a number from 0.")]
    [InlineData("""{ "metric": -1 }""", "p: metric is -1, and must be a number from 0.")]
    [InlineData("""{ "deliveryToBucket": [] }""", "p: deliveryToBucket must have a last tier without gigabytes")]
    [InlineData("""{ "deliveryToBucket": [{ "gigabytes": 1, "dollars": 1 }] }""", "p: deliveryToBucket must have a last tier without gigabytes")]
    [InlineData("""{ "deliveryToBucket": [{ "dollars": 1 }, { "dollars": 1 }] }""", "p: deliveryToBucket must have a last tier without gigabytes")]
    [InlineData("""{ "deliveryToBucket": [{ "gigabytes": 1 }] }""", "p: deliveryToBucket[0] is not a tier")]
    [InlineData("""{ "deliveryToBucket": [{ "gigabytes": "x", "dollars": 1 }, { "dollars": 1 }] }""", "p: deliveryToBucket[0].gigabytes is \"x\"")]
    [InlineData("[]", "p is not a list of prices. Use one object")]
    [InlineData("{", "p: line 1: the list of prices is not well-formed JSON: an object or a list is not closed.")]
    public void Refuses_prices_that_are_none(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => PriceList.Parse(json, "p")).Message, StringComparison.Ordinal);

    [Fact]
    public void Alarms_of_a_high_resolution_cost_more()
    {
        static string Alarm(string id, string properties) =>
            $$""" "{{id}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1, {{properties}} } } """;
        const string metric = "\"Metric\": { \"Namespace\": \"N\", \"MetricName\": \"M\" }, \"Stat\": \"Sum\", \"Period\": 10";
        var estimate = Of(string.Join(
            ",",
            Alarm("Ten", """
                "Namespace": "N", "MetricName": "M", "Statistic": "Sum", "Period": 10, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold"
                """),
            Alarm("Minute", """
                "Namespace": "N", "MetricName": "M", "Statistic": "Sum", "Period": 60, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold"
                """),
            Alarm("Sum", $$"""
                "Metrics": [{ "Id": "m", "ReturnData": false, "MetricStat": { {{metric}} } }, { "Id": "e", "Expression": "m * 2" }], "Threshold": 1,
                  "ComparisonOperator": "GreaterThanThreshold"
                """)), []);
        Assert.Equal([("Minute", "Alarms", 0.10m), ("Sum", "High-resolution alarms", 0.30m), ("Ten", "High-resolution alarms", 0.30m)],
            estimate.Items.Select(item => (item.LogicalId, item.Kind, item.Dollars)).Order());
    }

    [Fact]
    public void A_stream_costs_by_what_puts_records_into_it()
    {
        var flow = FlowLog("Flow",
            """ "LogDestinationType": "kinesis-data-firehose", "LogDestination": "arn:aws:firehose:us-east-1:123456789012:deliverystream/s" """);
        Assert.Equal(7.5m, Math.Round(Item(Of(flow, AnHour(), 100 * Gigabyte / 106), "Firehose ingestion").Dollars, 6));
    }

    [Fact]
    public void A_stream_that_divides_records_into_folders_costs_more_and_its_objects_are_stored()
    {
        var flow = FlowLog("Flow", """ "LogDestinationType": "kinesis-data-firehose", "LogDestination": { "Fn::GetAtt": ["Stream", "Arn"] } """);
        const string Bucket = """
            "Bucket": { "Type": "AWS::S3::Bucket", "Properties": {
              "LifecycleConfiguration": { "Rules": [{ "Status": "Enabled", "ExpirationInDays": 30 }] } } }
            """;
        string Stream(string partitions) => $$"""
            "Stream": { "Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": { "DeliveryStreamType": "DirectPut",
              "ExtendedS3DestinationConfiguration": { "BucketARN": { "Fn::GetAtt": ["Bucket", "Arn"] }{{partitions}} } } }
            """;
        var partitioned = Of($"{flow}, {Bucket}, {Stream(""", "DynamicPartitioningConfiguration": { "Enabled": true } """)}", AnHour(), 100 * Gigabyte / 106);
        Assert.Equal(2m, Math.Round(Item(partitioned, "Firehose partitions").Dollars, 6));
        Assert.InRange(Item(partitioned, "S3 storage").Dollars, 0.01m, 2.3m);
        var plain = Of($"{flow}, {Bucket}, {Stream("")}", AnHour(), 100 * Gigabyte / 106);
        Assert.DoesNotContain(plain.Items, item => item.Kind == "Firehose partitions");
        Assert.Equal(Item(partitioned, "S3 storage").Dollars, Item(plain, "S3 storage").Dollars);
    }

    [Fact]
    public void Every_price_is_in_the_table_with_its_date_and_source()
    {
        var rows = File.ReadAllLines(Path.Combine(Testing.Repository.Root, "docs", "costs.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|').Select(cell => cell.Trim()).ToList()).ToDictionary(cells => cells[1].Trim('`'));
        foreach (var property in typeof(PriceList).GetProperties().Where(property => property.CanWrite))
        {
            var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            Assert.True(rows.ContainsKey(name), name);
            var price = property.GetValue(PriceList.Default) is decimal one ? [one]
                : ((System.Collections.Immutable.ImmutableArray<PriceTier>)property.GetValue(PriceList.Default)!).Select(tier => tier.Dollars);
            Assert.Equal(string.Join(" / ", price.Select(dollars => dollars.ToString(System.Globalization.CultureInfo.InvariantCulture))), rows[name][2]);
            Assert.Matches("^20[0-9]{2}-[0-9]{2}$", rows[name][4]);
            Assert.NotEmpty(rows[name][5]);
        }
    }

    [Fact]
    public void Flow_logs_of_different_formats_are_each_priced_in_their_own()
    {
        var resources = $"{ToLogGroup("Flow", "Group")},{LogGroup("Group", "")},"
            + $"{FlowLog("Narrow", """ "LogGroupName": "elsewhere", "LogFormat": "${srcaddr} ${action}" """)}";
        Assert.Equal(2, Of(resources, AnHour()).Items.Count(item => item.Kind == "Delivery to CloudWatch Logs"));
    }
}
