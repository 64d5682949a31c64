using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Capture;

/// <summary>Custom resource that empties a bucket when its stack is deleted, so that the deletion succeeds although logs still arrive.</summary>
/// <remarks>
/// Log delivery continues for minutes after a flow log is deleted. The function therefore first denies further writes and then deletes every
/// version. The bucket policy with that denial stays until the bucket is deleted.
/// CDK's own auto-delete uses the <c>aws</c> partition in its denial and deletes the policy first.
/// </remarks>
sealed class BucketEmptier : BucketHandler
{
    const string Code = """
        import json
        import time

        import boto3
        import cfnresponse

        s3 = boto3.client("s3")


        def handler(event, context):
            bucket = event["ResourceProperties"]["Bucket"]
            try:
                if event["RequestType"] == "Delete":
                    deny_writes(bucket, event["ResourceProperties"]["BucketArn"])
                    empty(bucket, context)
                cfnresponse.send(event, context, cfnresponse.SUCCESS, {}, bucket)
            except s3.exceptions.NoSuchBucket:
                cfnresponse.send(event, context, cfnresponse.SUCCESS, {}, bucket)
            except Exception as error:
                print(repr(error))
                cfnresponse.send(event, context, cfnresponse.FAILED, {}, bucket, reason=str(error))


        def deny_writes(bucket, arn):
            policy = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])
            denial = {
                "Sid": "StackIsBeingDeleted",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:PutObject",
                "Resource": arn + "/*",
            }
            if denial not in policy["Statement"]:
                policy["Statement"].append(denial)
                s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))


        def empty(bucket, context):
            # A second pass finds what was being written while the first one ran.
            for wait in (0, 15):
                time.sleep(wait)
                for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
                    found = page.get("Versions", []) + page.get("DeleteMarkers", [])
                    objects = [{"Key": o["Key"], "VersionId": o["VersionId"]} for o in found]
                    if not objects:
                        continue
                    if context.get_remaining_time_in_millis() < 60000:
                        raise TimeoutError(f"{bucket} still has objects: delete the stack again to go on")
                    result = s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
                    if result.get("Errors"):
                        raise RuntimeError(f"{bucket}: {result['Errors'][0]}")
        """;

    public BucketEmptier(Construct scope, string id, Bucket bucket)
        : base(scope, id)
    {
        var emptied = NewResource("Emptied", new BucketHandlerProps
        {
            Description = $"Empties a bucket when its stack is deleted ({bucket.Node.Path})",
            Code = Code,
            Timeout = 900,
            MemorySize = 256,
            RoleDescription = "Empties one bucket when its stack is deleted",
            PolicyName = "EmptyTheBucket",
            Statements =
            [
                Allow(["s3:GetBucketPolicy", "s3:ListBucketVersions", "s3:PutBucketPolicy"], bucket.BucketArn),
                Allow(["s3:DeleteObject", "s3:DeleteObjectVersion"], bucket.ArnForObjects("*")),
            ],
            ResourceType = "Custom::EmptiedBucket",
            Properties = new Dictionary<string, object> { ["Bucket"] = bucket.BucketName, ["BucketArn"] = bucket.BucketArn },
        });
        if (bucket.Policy is not { } policy)
            return;
        emptied.Node.AddDependency(policy);
        // CloudFormation retains the policy, so it still denies late deliveries while the bucket is deleted. S3 deletes it with the bucket.
        policy.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
    }
}
