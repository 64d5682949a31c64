using System.Globalization;

namespace FlowLogStack.Records.Tests;

public sealed class PartitionProjectionTests
{
    static readonly DateTime Moment = new(2026, 3, 7, 5, 20, 0, DateTimeKind.Utc);

    static PartitionProjection Project(bool hive, bool hourly, string prefix = "", int? retentionDays = 365) => new(
        new S3Layout { HiveCompatiblePartitions = hive, PerHourPartition = hourly, Prefix = prefix },
        "archive", ["111122223333", "444455556666"], ["eu-west-1", "us-east-1"], retentionDays);

    [Theory]
    [InlineData(false, false, "AWSLogs/444455556666/vpcflowlogs/us-east-1/2026/03/07/")]
    [InlineData(false, true, "AWSLogs/444455556666/vpcflowlogs/us-east-1/2026/03/07/05/")]
    [InlineData(true, false, "AWSLogs/aws-account-id=444455556666/aws-service=vpcflowlogs/aws-region=us-east-1/year=2026/month=03/day=07/")]
    [InlineData(true, true, "AWSLogs/aws-account-id=444455556666/aws-service=vpcflowlogs/aws-region=us-east-1/year=2026/month=03/day=07/hour=05/")]
    public void Locates_the_folder_that_the_service_writes_to(bool hive, bool hourly, string key)
    {
        foreach (var prefix in new[] { "", "net/flow" })
            Assert.Equal($"s3://archive/{(prefix.Length == 0 ? "" : prefix + "/")}{key}",
                Locate(Project(hive, hourly, prefix), "444455556666", "us-east-1", Moment));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Configures_every_partition_column_and_no_other(bool hive, bool hourly)
    {
        var projection = Project(hive, hourly);
        var configured = projection.Parameters.Keys.Where(key => key.EndsWith(".type", StringComparison.Ordinal)).Select(key => key.Split('.')[1]);
        Assert.Equal(projection.Columns.Select(column => column.Name).Order(), configured.Order());
        Assert.EndsWith("/", projection.Location);
        Assert.StartsWith(projection.Location, projection.Parameters["storage.location.template"]);
        Assert.Equal("true", projection.Parameters["projection.enabled"]);
    }

    [Fact]
    public void Projects_no_more_days_than_the_archive_keeps()
    {
        Assert.Equal("NOW-366DAYS,NOW", Project(false, false).Parameters["projection.log_time.range"]);
        Assert.Equal("NOW-10YEARS,NOW", Project(false, false, retentionDays: null).Parameters["projection.log_time.range"]);
    }

    [Fact]
    public void Never_collides_with_a_documented_field()
    {
        foreach (var projection in new[] { Project(false, false), Project(false, true), Project(true, false), Project(true, true) })
        {
            Assert.Empty(projection.Columns.Select(column => column.Name).Intersect(FlowField.Catalogue.Select(field => field.Column)));
            projection.EnsureDistinctFrom(FlowLogFormat.V11);
            projection.EnsureDistinctFrom(FlowLogFormat.TransitGateway);
        }
    }

    [Fact]
    public void Refuses_a_custom_field_that_would_collide()
    {
        var format = FlowLogFormat.Default.With(FlowField.Custom("log-region", FieldKind.Text));
        var error = Assert.Throws<FlowLogFormatException>(() => Project(false, false).EnsureDistinctFrom(format));
        Assert.Contains("'log-region' at position 15", error.Message);
        Assert.Contains("'log_region', which is a partition column", error.Message);
    }

    [Theory]
    [InlineData(false, false, "log_time >= date_format(current_timestamp - interval '1' day, '%Y/%m/%d')")]
    [InlineData(false, true, "log_time >= date_format(current_timestamp - interval '1' day, '%Y/%m/%d/%H')")]
    [InlineData(true, true, "log_year IN (year(current_timestamp - interval '1' day), year(current_timestamp)) AND log_month IN (month(current_timestamp - "
        + "interval '1' day), month(current_timestamp)) AND log_day IN (day(current_timestamp - interval '1' day), day(current_timestamp)) AND log_year * "
        + "1000000 + log_month * 10000 + log_day * 100 + log_hour >= year(current_timestamp - interval '1' day) * 1000000 + month(current_timestamp - "
        + "interval '1' day) * 10000 + day(current_timestamp - interval '1' day) * 100 + hour(current_timestamp - interval '1' day)")]
    public void The_last_day_is_found_by_partition_before_it_is_found_by_record(bool hive, bool hourly, string partitions) =>
        Assert.Equal(partitions + " AND \"start\" >= to_unixtime(current_timestamp - interval '1' day)", Project(hive, hourly).LastDaySql());

    [Fact]
    public void Every_query_prunes_partitions()
    {
        var projection = Project(false, false);
        var queries = AthenaQueries.For(FlowLogFormat.Default, projection, "flow_logs").ToList();
        Assert.Equal(6, queries.Count);
        Assert.All(queries, query => Assert.Contains($"FROM \"flow_logs\"\nWHERE {projection.LastDaySql()}", query.Sql));
        Assert.Distinct(queries.Select(query => query.Id));
        Assert.All(queries, query => Assert.InRange(query.Name.Length, 1, 128));
        Assert.All(queries, query => Assert.InRange(query.Description.Length, 1, 1024));
    }

    [Fact]
    public void Offers_only_queries_whose_fields_the_format_has()
    {
        var queries = AthenaQueries.For(FlowLogFormat.TransitGateway, Project(false, false), "flow_logs").Select(query => query.Id);
        Assert.Equal(["RecordsOfTheLastDay", "TopTalkers"], queries);
        Assert.Empty(AthenaQueries.For(FlowLogFormat.Of(FlowField.SrcAddr), Project(false, false), "flow_logs"));
    }

    /// <summary>Reads the table parameters as Athena does, so that a wrong template, format or digit count is a wrong folder.</summary>
    static string Locate(PartitionProjection projection, string account, string region, DateTime moment)
    {
        var parameters = projection.Parameters;
        var location = parameters["storage.location.template"];
        foreach (var column in projection.Columns)
        {
            var key = $"projection.{column.Name}";
            var value = parameters[key + ".type"] switch
            {
                "enum" => Assert.Single(parameters[key + ".values"].Split(','), choice => choice == account || choice == region),
                "date" => moment.ToString(parameters[key + ".format"], CultureInfo.InvariantCulture),
                "integer" => Integer(key, column.Name switch
                {
                    "log_year" => moment.Year,
                    "log_month" => moment.Month,
                    "log_day" => moment.Day,
                    "log_hour" => moment.Hour,
                    _ => throw new InvalidOperationException($"Nothing to project '{column.Name}' from."),
                }),
                var type => throw new InvalidOperationException($"Athena has no projection type '{type}'."),
            };
            location = location.Replace($"${{{column.Name}}}", value, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("${", location);
        return location;

        string Integer(string key, int number)
        {
            var range = parameters[key + ".range"].Split(',').Select(bound => int.Parse(bound, CultureInfo.InvariantCulture)).ToArray();
            Assert.InRange(number, range[0], range[1]);
            var digits = parameters.TryGetValue(key + ".digits", out var width) ? int.Parse(width, CultureInfo.InvariantCulture) : 1;
            return number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        }
    }
}
