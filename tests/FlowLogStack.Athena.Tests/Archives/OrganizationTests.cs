namespace FlowLogStack.Athena.Tests;

/// <summary>An archive of an organization, whose table doesn't list accounts.</summary>
[Collection(nameof(Archives))]
public sealed class OrganizationTests(Archives archives)
{
    [Fact]
    public void Queries_name_the_accounts_and_find_their_partitions()
    {
        var bucket = archives.NewBucket("organization");
        var layout = new S3Layout { HiveCompatiblePartitions = true, PerHourPartition = true, Prefix = "org" };
        SampleArchive.Write(archives.Database, bucket, layout, FlowLogFormat.V5, archives.VpcRecords.Take(800));
        var projection = new PartitionProjection(layout, "archive", PartitionValues.GivenByQuery, PartitionValues.GivenByQuery, 365);
        var given = new Dictionary<string, string[]> { [PartitionProjection.Account] = ["444455556666"],
            [PartitionProjection.Region] = ["us-east-1", "eu-west-1"] };
        var left = ProjectedTable.Create(archives.Database, GlueTableDefinition.For(FlowLogFormat.V5, projection, "flow_logs"), bucket, Archives.Now,
            "organization", given);
        Assert.All(left, file => Assert.Contains("aws-account-id=111122223333", file));
        archives.Database.Query("USE organization");
        var target = new AthenaTarget { Format = FlowLogFormat.V5, Projection = projection, Relation = "flow_logs",
            Scope = new ArchiveScope { Accounts = ["444455556666"], Regions = ["eu-west-1", "us-east-1"] } };
        var query = AthenaQueries.All.Single(query => query.Id == "TopAddresses");
        Answers.ById[query.Id]([.. archives.VpcRecords.Take(800).Where(record => record.Account == "444455556666").In(query.Window)])
            .MustEqual(archives.Database.Query(query.ToSql(target)), query.Id);
    }
}
