namespace FlowLogStack.App;

/// <summary>Regular expressions of ids and names that several settings have, with the words of their error messages.</summary>
static class Patterns
{
    /// <summary>Id of an account.</summary>
    internal const string Account = @"^\d{12}$";

    /// <summary>Words for <see cref="Account"/>.</summary>
    internal const string AccountWords = "use an account id of 12 digits, in quotes";

    /// <summary>Code of a Region.</summary>
    internal const string Region = @"^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$";

    /// <summary>Words for <see cref="Region"/>.</summary>
    internal const string RegionWords = "use a region's code, as in 'eu-west-1'";

    /// <summary>Id of an organization.</summary>
    internal const string Organization = "^o-[a-z0-9]{10,32}$";

    /// <summary>Words for <see cref="Organization"/>.</summary>
    internal const string OrganizationWords = "use the id of an organization, as in 'o-a1b2c3d4e5'";

    /// <summary>Id of a VPC.</summary>
    internal const string Vpc = "^vpc-[0-9a-f]{8,17}$";

    /// <summary>Words for <see cref="Vpc"/>.</summary>
    internal const string VpcWords = "use the id of a VPC, as in 'vpc-0a1b2c3d4e5f67890'";

    /// <summary>Name of a bucket, by all rules of S3.</summary>
    internal const string Bucket = @"^(?!xn--|sthree-|amzn-s3-demo-)(?!\d+\.\d+\.\d+\.\d+$)(?!.*(\.\.|\.-|-\.))"
        + @"(?!.*(-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";

    /// <summary>Words for <see cref="Bucket"/>.</summary>
    internal const string BucketWords = "use a bucket's name, not its ARN or URL: 3 to 63 lower-case letters, digits, hyphens and dots, without '..', '.-' or "
        + "'-.', not an IP address, and without what S3 reserves, such as 'xn--' at the start or '-s3alias' at the end";

    /// <summary>Name of a stack.</summary>
    internal const string Stack = "^[A-Za-z][A-Za-z0-9-]{0,127}$";

    /// <summary>Words for <see cref="Stack"/>.</summary>
    internal const string StackWords = "use 1 to 128 letters, digits and hyphens, starting with a letter";
}
