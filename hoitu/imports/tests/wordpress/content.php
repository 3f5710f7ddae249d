<?php
// Fill a fresh WordPress with what real sites hold, then print its export. Run by make_export.sh.
$_SERVER['HTTP_HOST'] = 'bao-cu.example';
$_SERVER['REQUEST_URI'] = '/';
define('WP_INSTALLING', true);
require getenv('WP_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/export.php';
wp_install('Báo Cũ & Những người bạn', 'quantri', 'quantri@bao-cu.example', true, '', 'mat-khau-thu', 'vi');
update_option('siteurl', 'http://bao-cu.example');
update_option('home', 'http://bao-cu.example');
update_option('timezone_string', 'Asia/Ho_Chi_Minh');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%.html');
$GLOBALS['wp_rewrite']->init();

$lan = wp_insert_user(['user_login' => 'lan.pv', 'user_pass' => 'x', 'user_email' => 'lan@bao-cu.example',
    'display_name' => 'Trần Thị Lan', 'role' => 'author']);
$news = wp_insert_term('Thời sự', 'category', ['slug' => 'thoi-su'])['term_id'];
$local = wp_insert_term('Địa phương', 'category', ['slug' => 'dia-phuong', 'parent' => $news])['term_id'];

function picture($name, $caption) {
    $folder = wp_upload_dir('2024/05')['path'];
    wp_mkdir_p($folder);
    $file = "$folder/$name";
    $image = function_exists('imagecreatetruecolor') ? imagecreatetruecolor(640, 400) : null;
    if ($image) { imagejpeg($image, $file); } else { copy(getenv('WP_PICTURE'), $file); }
    $id = wp_insert_attachment(['post_mime_type' => 'image/jpeg', 'post_title' => $name, 'post_excerpt' => $caption,
        'post_status' => 'inherit', 'guid' => "http://bao-cu.example/wp-content/uploads/2024/05/$name"], $file);
    update_post_meta($id, '_wp_attachment_image_alt', "Ảnh: $caption");
    return $id;
}
$bridge = picture('cau-yen-loc.jpg', 'Cầu Yên Lộc sáng nay');
$harvest = picture('vu-mua.jpg', 'Nông dân thu hoạch');
$url = 'http://bao-cu.example/wp-content/uploads/2024/05';

function article($fields) {
    return wp_insert_post($fields + ['post_status' => 'publish', 'post_type' => 'post'], true);
}
$blocks = article(['post_title' => 'Khánh thành cầu Yên Lộc "nối đôi bờ" & mở lối mới', 'post_name' => 'khanh-thanh-cau',
    'post_author' => $lan, 'post_date' => '2024-05-01 08:30:00', 'post_excerpt' => 'Cây cầu dài 420 m nối hai xã.',
    'post_category' => [$local], 'tags_input' => ['giao thông', 'Yên Lộc'],
    'post_content' => "<!-- wp:paragraph -->\n<p>Sáng 1/5, cầu <strong>Yên Lộc</strong> được thông xe.</p>\n<!-- /wp:paragraph -->\n\n"
        . "<!-- wp:image {\"id\":$bridge} -->\n<figure class=\"wp-block-image\"><img src=\"$url/cau-yen-loc-300x188.jpg\" alt=\"\" class=\"wp-image-$bridge\"/>"
        . "<figcaption>Người dân qua cầu. Ảnh: Trần Lan</figcaption></figure>\n<!-- /wp:image -->\n\n"
        . "<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><p>Chúng tôi chờ ngày này đã lâu.</p></blockquote>\n<!-- /wp:quote -->"]);
set_post_thumbnail($blocks, $bridge);
foreach ([1, 2] as $number) {
    wp_insert_comment(['comment_post_ID' => $blocks, 'comment_author' => "Bạn đọc $number",
        'comment_content' => 'Hay quá!', 'comment_approved' => 1]);
}
article(['post_title' => 'Được mùa lúa đông xuân', 'post_author' => $lan, 'post_date' => '2024-05-02 15:00:00',
    'post_category' => [$news],
    'post_content' => "Vụ này năng suất đạt 7,2 tấn/ha.\nBà con phấn khởi.\n\n[caption id=\"attachment_$harvest\" width=\"300\"]"
        . "<a href=\"$url/vu-mua.jpg\"><img class=\"wp-image-$harvest\" src=\"$url/vu-mua-300x188.jpg\" alt=\"lúa\" /></a> Thu hoạch ở xã An Bình[/caption]\n\n"
        . "[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]\n\n[contact-form-7 id=\"12\" title=\"x\"]\n\n"
        . "Mã trong bài: <code>]]></code> và <em>&lt;item&gt;</em>."]);
article(['post_title' => iconv('UTF-8', 'UTF-8', Normalizer::normalize('Chữ tách dấu', Normalizer::FORM_D)),
    'post_content' => Normalizer::normalize('Bài này gõ bằng máy tách dấu.', Normalizer::FORM_D),
    'post_date' => '2024-05-03 09:00:00']);
article(['post_title' => 'Bản nháp chưa xong', 'post_content' => 'Còn thiếu số liệu.', 'post_status' => 'draft']);
article(['post_title' => 'Bài trong thùng rác', 'post_content' => 'Bỏ.', 'post_status' => 'trash']);
article(['post_title' => '', 'post_content' => 'Bài không tít.', 'post_date' => '2024-05-04 09:00:00']);
article(['post_title' => 'Giới thiệu', 'post_content' => 'Trang tĩnh.', 'post_type' => 'page']);
export_wp();
